// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/side_section.h"

#include <QStringList>

class QLineEdit;

namespace counterbell::ui
{

class TagFlow;

/// The customer's tags. Add opens a field in place; a tag pressed offers to be removed, Delete removes it at once.
class TagsSection : public SideSection
{
    Q_OBJECT

public:
    explicit TagsSection(QWidget *parent = nullptr);

    void show(const QStringList &tags);
    void startAdding();
    void stopAdding();
    /// Why the last change wasn't kept; empty takes the sentence away.
    void setError(const QString &sentence);

Q_SIGNALS:
    /// All tags as they should be now.
    void changed(const QStringList &tags);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void add();
    void remove(const QString &tag);

    QStringList m_tags;
    TagFlow *m_flow;
    QLineEdit *m_edit;
    Paragraph *m_error;
};

} // namespace counterbell::ui
