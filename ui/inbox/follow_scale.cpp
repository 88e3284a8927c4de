// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/follow_scale.h"

#include "ui/theme/fonts.h"

#include <QEvent>
#include <QWidget>

namespace counterbell::ui
{

namespace
{

constexpr int kFine = 1000; // tells every size of letters from another

class Follower : public QObject
{
public:
    Follower(QWidget *owner, std::function<void()> apply) : QObject(owner), m_apply(std::move(apply))
    {
        owner->installEventFilter(this);
        m_apply();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Under a style sheet the new font comes as a change of style.
        const bool mayBe = event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange ||
                           event->type() == QEvent::StyleChange;
        if (mayBe && std::exchange(m_scale, scaled(kFine)) != scaled(kFine))
            QMetaObject::invokeMethod(this, [this] { m_apply(); }, Qt::QueuedConnection); // the sheet comes last
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_apply;
    int m_scale = scaled(kFine);
};

} // namespace

void followScale(QWidget *owner, std::function<void()> apply)
{
    new Follower(owner, std::move(apply)); // the owner's child
}

} // namespace counterbell::ui
