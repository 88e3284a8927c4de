// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_words.h"

#include "tests/ui/inbox/inbox_samples.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

using Change = std::function<void(Conversation &)>;

Conversation like(const Change &change)
{
    auto c = conversation(7, kNoon, u"Ava Lindqvist"_s);
    change(c);
    return c;
}

/// The marks that keep directions apart aren't read out, nor seen.
QString plain(QString text)
{
    for (const char16_t mark : {u'\u2066', u'\u2067', u'\u2068', u'\u2069', u'\u200e', u'\u200f'})
        text.remove(QChar(mark));
    return text;
}

void outbound(Conversation &c, AuthorKind kind, const QString &name, DeliveryStatus status)
{
    c.lastMessage->direction = Direction::Outbound;
    c.lastMessage->author = {kind, name};
    c.lastMessage->status = status;
}

Change attached(const QString &type, const QString &body = {}, const QString &file = {})
{
    return [=](Conversation &c) {
        c.lastMessage->kind = MessageKind::Media;
        c.lastMessage->body = body;
        c.lastMessage->attachments.push_back({.contentType = type, .fileName = file});
    };
}

} // namespace

class ConversationWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::Australia));
    }

    void aNoteLeavesTheChannelAsItWas()
    {
        auto c = conversation(7, kNoon, u"Ava Lindqvist"_s);
        c.channels = {{.channel = Channel::Sms}, {.channel = Channel::Whatsapp, .windowClosesAt = kNoon + 3h}};
        c.lastMessage->channel = Channel::Sms;
        QCOMPARE(shownChannel(c), Channel::Sms);
        c.lastMessage->kind = MessageKind::Note;
        c.lastMessage->direction.reset();
        QCOMPARE(shownChannel(c), Channel::Sms);
        c.lastMessage.reset(); // nothing was said: the one that can be answered freely
        QCOMPARE(shownChannel(c), Channel::Whatsapp);
    }

    void saysTheLastMessageInOneLine_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("icon");
        const auto row = [](const char *name, const Change &change, const char *text, const char *icon) {
            QTest::newRow(name) << change << QString::fromUtf8(text) << QString::fromLatin1(icon);
        };
        using enum DeliveryStatus;
        row("the customer's", [](auto &c) { c.lastMessage->body = u"Is it\n ready?"_s; }, "Is it ready?", "");
        row("a colleague's", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, Sent); }, "Mia: Hi", "");
        row(
            "a colleague's that failed", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, Failed); },
            "Mia: Hi", "failed");
        row(
            "refused by a gate", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, Refused); },
            "Not sent: Hi", "failed");
        row(
            "undone", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, Cancelled); }, "Not sent: Hi",
            "not-sent");
        row(
            "a notice that was undone",
            [](auto &c) {
                outbound(c, AuthorKind::System, u"Counterbell"_s, Cancelled);
                c.lastMessage->kind = MessageKind::Template;
            },
            "Not sent: Template: Hi", "not-sent");
        row(
            "held", [](auto &c) { outbound(c, AuthorKind::System, u"Counterbell"_s, Held); }, "Not sent yet: Hi",
            "queued");
        row(
            "still waiting", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, Queued); }, "Mia: Hi",
            "queued");
        row("the AI's", [](auto &c) { outbound(c, AuthorKind::Ai, u"Assistant"_s, Read); }, "AI: Hi", "");
        row("a notice", [](auto &c) { outbound(c, AuthorKind::System, u"Counterbell"_s, Read); }, "Hi", "");
        row(
            "a template",
            [](auto &c) {
                outbound(c, AuthorKind::Ai, u"Assistant"_s, Read);
                c.lastMessage->kind = MessageKind::Template;
            },
            "Template: Hi", "template");
        row(
            "a note",
            [](auto &c) {
                c.lastMessage->kind = MessageKind::Note;
                c.lastMessage->direction.reset();
                c.lastMessage->author = {AuthorKind::Member, u"Mia Tanaka"_s};
            },
            "Note: Hi", "note");
        row("a photo", attached(u"image/jpeg"_s), "Photo", "image");
        row("a photo with words", attached(u"image/jpeg"_s, u"This kind?"_s), "This kind?", "image");
        row("a voice message", attached(u"audio/ogg"_s), "Voice message", "mic");
        row("a video", attached(u"video/mp4"_s), "Video", "play");
        row("a file with a name", attached(u"application/pdf"_s, {}, u"quote.pdf"_s), "quote.pdf", "file");
        row("a file without", attached(u"application/pdf"_s), "File", "file");
        row(
            "a place",
            [](auto &c) {
                c.lastMessage->kind = MessageKind::Location;
                c.lastMessage->body.clear();
            },
            "Location", "store");
        row("neither words nor files", [](auto &c) { c.lastMessage->body.clear(); }, "Message without text", "");
        const auto event = [](const QString &kind, AuthorKind by, const QString &who, const QString &body = {}) {
            return [=](Conversation &c) {
                c.lastMessage->kind = MessageKind::Event;
                c.lastMessage->direction.reset();
                c.lastMessage->event = kind;
                c.lastMessage->author = {by, who};
                c.lastMessage->body = body;
            };
        };
        row("an event", event(u"taken_over"_s, AuthorKind::Member, u"Mia Tanaka"_s),
            "Mia Tanaka took over from the AI.", "take-over");
        row("the AI's event", event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s, u"agentOff"_s),
            "The AI asked for a person: the AI is switched off.", "ai");
        row("the AI's own words",
            event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s, u"Asks for an earlier date."_s),
            "Ava needs a person: asks for an earlier date.", "ai");
        row("with a colon", event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s, u"Landline: please call"_s),
            "Ava needs a person: landline, please call.", "ai");
        row("a thing", event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s, u"A complaint"_s),
            "Ava needs a person: a complaint.", "ai");
        row("her name", event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s, u"Ava wants to speak to somebody."_s),
            "Ava needs a person: Ava wants to speak to somebody.", "ai");
        row("no reason", event(u"needs_human"_s, AuthorKind::Ai, u"Assistant"_s), "The AI asked for a person.", "ai");
        row("nothing yet", [](auto &c) { c.lastMessage.reset(); }, "No messages yet", "");
    }
    void saysTheLastMessageInOneLine()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, text);
        QFETCH(const QString, icon);
        const auto c = like(change);
        QCOMPARE(plain(snippet(c)), text);
        QCOMPARE(snippetIcon(c), icon);
    }

    void keepsForeignWordsApart()
    {
        const auto c = like([](auto &c) {
            outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, DeliveryStatus::Read);
            c.lastMessage->body = u"هل السوار جاهز؟"_s;
        });
        QCOMPARE(snippet(c), u"\u2068Mia\u2069: \u2068هل السوار جاهز؟\u2069"_s);
    }

    void tellsWhen_data()
    {
        QTest::addColumn<int>("hoursAgo");
        QTest::addColumn<QString>("expected");
        QTest::newRow("today") << 3 << "12:00";
        QTest::newRow("yesterday") << 16 << "Yesterday";
        QTest::newRow("this week") << 72 << "Sun";
        QTest::newRow("earlier") << 24 * 30 << "17 May";
    }
    void tellsWhen()
    {
        QFETCH(const int, hoursAgo);
        QFETCH(const QString, expected);
        QCOMPARE(plain(rowTime(like([](auto &) {}), kNoon + std::chrono::hours(hoursAgo))), expected);
    }

    void readsARowAsOneSentence_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Change &change, const char *expected) {
            QTest::newRow(name) << change << QString::fromUtf8(expected);
        };
        row(
            "DESIGN-SYSTEM's own",
            [](auto &c) {
                outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, DeliveryStatus::Failed);
                c.assignee = MemberRef{kMia, u"Mia Tanaka"_s};
            },
            "Ava Lindqvist, WhatsApp, assigned to Mia Tanaka, free reply 3 hours 12 minutes, last message not "
            "delivered, 08:00");
        row(
            "asks for a person",
            [](auto &c) { c.handling = Handling::NeedsHuman, c.unread = 2, c.lastMessage->body = u"Before five?"_s; },
            "Ava Lindqvist, WhatsApp, needs you, free reply 3 hours 12 minutes, 2 unread, Before five?, 08:00");
        row(
            "undone", [](auto &c) { outbound(c, AuthorKind::Member, u"Mia Tanaka"_s, DeliveryStatus::Cancelled); },
            "Ava Lindqvist, WhatsApp, unassigned, free reply 3 hours 12 minutes, Not sent: Hi, 08:00");
        row(
            "the AI's on SMS", [](auto &c) { c.handling = Handling::Ai, c.lastMessage->channel = Channel::Sms; },
            "Ava Lindqvist, SMS, the AI is replying, Hi, 08:00");
        row(
            "opted out",
            [](auto &c) { c.channels[0].consent = ConsentState::OptedOut, c.lastMessage->body = u"STOP"_s; },
            "Ava Lindqvist, WhatsApp, opted out, unassigned, STOP, 08:00");
        row(
            "an hour left", [](auto &c) { c.channels[0].windowClosesAt = kNoon + 20h + 48min + 1h; },
            "Ava Lindqvist, WhatsApp, unassigned, free reply 1 hour, Hi, 08:00");
        row(
            "window closed", [](auto &c) { c.channels[0].windowClosesAt = kNoon; },
            "Ava Lindqvist, WhatsApp, unassigned, reply window closed, Hi, 08:00");
        row(
            "snoozed", [](auto &c) { c.status = ConversationStatus::Snoozed, c.lastMessage->channel = Channel::Sms; },
            "Ava Lindqvist, SMS, snoozed, Hi, 08:00");
    }
    void readsARowAsOneSentence()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, expected);
        auto c = like(change);
        c.lastMessage->at = kNoon + 20h;
        QCOMPARE(plain(conversationSentence(c, kNoon + 20h + 48min)), expected);
    }
};

QTEST_GUILESS_MAIN(ConversationWordsTest)
#include "tst_conversation_words.moc"
