// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/out_file.h"
#include "ui/inbox/quick_replies.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace counterbell::ui
{

struct AttachedFile;
class ComposerEdit;
class EmojiPicker;
class FileStrip;
class IconButton;
class QuickReplyList;

/// Where answers are written (DESIGN-SYSTEM 4): text, tools, Send, and a line of hints. It decides nothing: whether
/// one may write and what the button says comes by setState(), the text goes out by signal.
class Composer : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);

    struct State {
        bool isEnabled = true;
        QString reason;      ///< why not, inside the field: "Sending is disabled. Ava opted out."
        QString placeholder; ///< "Write to Ava"
        QString sendText;    ///< "Send", "Take over and send", "Queue"
        Channel channel = Channel::Sms;
        QString sender; ///< "WhatsApp from Halden & Rowe"
        QString hint;   ///< in place of the keys: "You can still call +61 …"
        QString customer;
        bool hasTemplates = false;
        bool mayNote = true;
        bool mayAttach = false;
        QString attachReason; ///< why not
        QString fileProblem;  ///< why what is attached can't go like this
        int longest = kLongestMessage;

        bool operator==(const State &) const = default;
    };
    void setState(const State &state);
    /// Also while the list of them is open.
    void setQuickReplies(const std::vector<QuickReply> &replies);
    void setSendsByEnter(bool sendsByEnter);

    /// Sets it without telling anybody.
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// What went wrong with the last sending, until the next letter; the text stays.
    void setProblem(const QString &sentence);
    void focusText();
    void setFiles(const std::vector<AttachedFile> &files);

    /// A note for the team in place of a message.
    void setNoteMode(bool isNote);
    [[nodiscard]] bool isNoteMode() const { return m_isNote; }
    void showQuickReplies();

Q_SIGNALS:
    void textTyped(const QString &text);
    void sendRequested(const QString &text);
    void noteRequested(const QString &text);
    void templatesRequested();
    void noteModeChanged(bool isNote);
    void attachRequested();
    void filesOffered(const QStringList &paths);
    void pictureOffered(const QImage &picture);
    void fileRemoved(int number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void show();
    void showHints();
    void send();
    void handleTextChanged();
    void offerQuickReplies();
    void takeQuickReply(const QString &name);
    [[nodiscard]] QString smsHint(const QString &text) const;

    State m_state;
    std::vector<QuickReply> m_replies;
    QString m_problem;
    bool m_isNote = false;
    bool m_isFocused = false;
    bool m_isSetting = false;
    bool m_sendsByEnter = true;
    bool m_isListDismissed = false;
    bool m_hasFiles = false;
    bool m_isReading = false;
    QWidget *m_box;
    ComposerEdit *m_edit;
    FileStrip *m_files;
    IconButton *m_attach, *m_emoji, *m_template, *m_quick, *m_note;
    QPushButton *m_send;
    QLabel *m_startHint, *m_endHint;
    QuickReplyList *m_list;
    EmojiPicker *m_picker;
};

} // namespace counterbell::ui
