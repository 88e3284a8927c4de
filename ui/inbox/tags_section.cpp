// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/tags_section.h"

#include "ui/client/format.h"
#include "ui/inbox/tag_flow.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int kLongestTag = 40;
} // namespace

TagsSection::TagsSection(QWidget *parent)
    : SideSection(tr("Tags"), parent),
      m_flow(new TagFlow),
      m_edit(new QLineEdit),
      m_error(textLabel({}, Text::Meta, Tone::Danger))
{
    setObjectName(u"tagsSection"_s);
    setAction(u"add"_s, tr("Add"));
    connect(this, &SideSection::actionTriggered, this, &TagsSection::startAdding);
    m_edit->setObjectName(u"newTag"_s);
    m_edit->setAccessibleName(tr("New tag"));
    m_edit->setPlaceholderText(tr("New tag"));
    m_edit->setMaxLength(kLongestTag);
    connect(m_edit, &QLineEdit::returnPressed, this, &TagsSection::add);
    connect(m_flow, &TagFlow::removed, this, &TagsSection::remove);
    body()->setSpacing(8);
    body()->addWidget(m_flow);
    body()->addWidget(m_edit);
    body()->addWidget(m_error);
    m_edit->hide();
    m_error->hide();
}

void TagsSection::show(const QStringList &tags)
{
    m_tags = tags;
    m_flow->setTags(tags);
}

void TagsSection::startAdding()
{
    m_edit->show();
    m_edit->setFocus();
}

void TagsSection::stopAdding()
{
    m_edit->clear();
    m_edit->hide();
    setError({});
}

void TagsSection::setError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void TagsSection::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_edit->isVisible())
        stopAdding();
    else
        SideSection::keyPressEvent(event);
}

void TagsSection::add()
{
    const auto tag = m_edit->text().simplified();
    if (tag.isEmpty())
        return stopAdding();
    if (m_tags.contains(tag, Qt::CaseInsensitive)) {
        setError(tr("This customer has that tag already."));
        return;
    }
    m_edit->clear();
    setError({});
    Q_EMIT changed(m_tags + QStringList{tag});
}

void TagsSection::remove(const QString &tag)
{
    auto tags = m_tags;
    tags.removeAll(tag);
    Q_EMIT changed(tags);
}

} // namespace counterbell::ui
