// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_layouts.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/paint.h"

#include <QDateTime>

namespace counterbell::ui
{

namespace
{

QDate dayOf(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
}

/// Rows say "Today": the same words all day long.
bool saysTheSame(const ThreadContext &a, const ThreadContext &b)
{
    return a.customer == b.customer && a.canSend == b.canSend && a.hasSms == b.hasSms &&
           a.hasWhatsApp == b.hasWhatsApp && dayOf(a.now) == dayOf(b.now);
}

} // namespace

ThreadLayouts::ThreadLayouts(const ThreadModel &model, ActionsSize actionsSize)
    : m_model(model), m_actionsSize(std::move(actionsSize))
{
}

void ThreadLayouts::setWidth(int width, int scrollBar)
{
    const int endMargin = std::max(0, kRowMargin - scrollBar);
    if (width != m_width || endMargin != m_fonts.endMargin)
        m_kept.clear();
    m_width = width;
    m_fonts.endMargin = endMargin;
}

void ThreadLayouts::setFonts(const BubbleFonts &fonts)
{
    m_fonts = fonts;
    m_kept.clear();
}

void ThreadLayouts::setContext(const ThreadContext &context)
{
    if (!saysTheSame(context, m_context))
        m_kept.clear();
    m_context = context;
}

const LaidOutRow &ThreadLayouts::row(int row)
{
    const auto &wanted = m_model.at(row);
    const auto *above = row > 0 ? &m_model.at(row - 1) : nullptr;
    auto &kept = m_kept[wanted.key];
    if (!kept)
        kept = std::make_shared<Kept>();
    const qint64 aboveKey = above ? above->key : -1;
    const int aboveRevision = above ? above->revision : 0;
    const auto again = sentAgain(m_model, row);
    if (kept->revision == wanted.revision && kept->aboveKey == aboveKey && kept->aboveRevision == aboveRevision &&
        kept->again == again)
        return kept->row;
    auto content = bubbleContent(wanted, above ? &above->message : nullptr, m_context, again);
    const bool isSame = kept->revision != 0 && content == kept->row.content;
    kept->revision = wanted.revision;
    kept->aboveKey = aboveKey;
    kept->aboveRevision = aboveRevision;
    kept->again = again;
    if (isSame)
        return kept->row;
    ++m_laidOut;
    const auto actions = content.problem.isEmpty() ? QSize() : m_actionsSize(wanted.key, content);
    kept->row.layout = layOutBubble(content, m_width, m_fonts, actions);
    kept->row.content = std::move(content);
    if (m_kept.size() > 2 * m_model.count() + 100)
        forgetGone();
    return m_kept[wanted.key]->row;
}

void ThreadLayouts::forgetGone()
{
    QHash<qint64, std::shared_ptr<Kept>> still;
    for (int row = 0; row < m_model.count(); ++row) {
        const auto key = m_model.at(row).key;
        if (const auto kept = m_kept.value(key))
            still.insert(key, kept);
    }
    m_kept = std::move(still);
}

BubbleFonts themeBubbleFonts()
{
    return {.base = font(Text::Base),
            .strong = font(Text::BaseStrong),
            .meta = font(Text::Meta),
            .metaMedium = font(Text::MetaMedium),
            .line = lineHeight(Text::Base),
            .metaLine = lineHeight(Text::Meta),
            .chipWidth = chipSize(ChipLook::Ai, chipText(ChipLook::Ai)).width()};
}

} // namespace counterbell::ui
