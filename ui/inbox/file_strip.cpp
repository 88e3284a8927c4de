// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/file_strip.h"

#include "ui/client/format.h"
#include "ui/inbox/label_kind.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kColumns = 3;
constexpr int kLook = 32;

QString iconFor(const QString &type)
{
    return type.startsWith("image/"_L1) ? u"image"_s : type.startsWith("audio/"_L1) ? u"mic"_s : u"file"_s;
}

/// The middle of it, with round corners.
QPixmap rounded(const QImage &look, qreal ratio)
{
    const auto side = int(kLook * ratio);
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(pixmap.rect(), kChipRadius * ratio, kChipRadius * ratio);
    painter.setClipPath(shape);
    const auto all = look.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    painter.drawImage((side - all.width()) / 2, (side - all.height()) / 2, all);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

FileCard::FileCard(const AttachedFile &file, QWidget *parent) : QFrame(parent)
{
    setObjectName(u"file."_s + QString::number(file.number));
    setProperty("kind", u"card"_s);
    const auto size = file.isReading ? tr("Reading…") : sizeText(file.file.size);
    setAccessibleName(tr("%1, %2").arg(file.name, size));
    auto *picture = new QLabel(this);
    picture->setFixedSize(kLook, kLook);
    picture->setAlignment(Qt::AlignCenter);
    picture->setPixmap(file.look.isNull() ? icon(iconFor(file.file.contentType)).pixmap(kIconTool)
                                          : rounded(file.look, devicePixelRatioF()));
    auto *name = new ElidedLabel(isolated(file.name), this);
    auto *line = new QLabel(size, this);
    setLabelKind(line, u"meta"_s);
    auto *remove = new IconButton(u"close"_s, tr("Remove %1").arg(isolated(file.name)), {}, this);
    remove->setObjectName(u"removeFile"_s);
    connect(remove, &QToolButton::clicked, this, [this, number = file.number] { Q_EMIT removed(number); });
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(name);
    column->addWidget(line);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace8, kSpace4, kSpace4, kSpace4);
    row->setSpacing(kSpace8);
    row->addWidget(picture);
    row->addLayout(column, 1);
    row->addWidget(remove);
}

FileStrip::FileStrip(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    setObjectName(u"attachedFiles"_s);
    setAccessibleName(tr("Attached files"));
    m_grid->setContentsMargins(kSpace12, kSpace4, kSpace12, kSpace4);
    m_grid->setSpacing(kSpace8);
    for (int column = 0; column < kColumns; ++column)
        m_grid->setColumnStretch(column, 1);
    hide();
}

void FileStrip::setFiles(const std::vector<AttachedFile> &files)
{
    for (auto *card : std::exchange(m_cards, {})) {
        card->hide();
        card->deleteLater();
    }
    for (const auto &file : files) {
        auto *card = new FileCard(file, this);
        connect(card, &FileCard::removed, this, &FileStrip::removed);
        m_grid->addWidget(card, int(m_cards.size()) / kColumns, int(m_cards.size()) % kColumns);
        m_cards.push_back(card);
    }
    setVisible(!m_cards.empty());
}

} // namespace counterbell::ui
