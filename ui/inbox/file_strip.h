// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/attached_files.h"

#include <QFrame>

class QGridLayout;

namespace counterbell::ui
{

/// One attached file: a look at it, its name and size, and the button that takes it away again.
class FileCard : public QFrame
{
    Q_OBJECT

public:
    explicit FileCard(const AttachedFile &file, QWidget *parent = nullptr);

Q_SIGNALS:
    void removed(int number);
};

/// The attached files under the text, three in a row.
class FileStrip : public QWidget
{
    Q_OBJECT

public:
    explicit FileStrip(QWidget *parent = nullptr);

    void setFiles(const std::vector<AttachedFile> &files);

Q_SIGNALS:
    void removed(int number);

private:
    QGridLayout *m_grid;
    std::vector<FileCard *> m_cards;
};

/// "412 KB", "3.4 MB".
[[nodiscard]] QString sizeText(qint64 bytes);

} // namespace counterbell::ui
