// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/delivery.h"
#include "core/api/money.h"
#include "core/api/page.h"

namespace counterbell
{

/// Absent for notes and events.
enum class Direction {
    Inbound,
    Outbound,
};

/// What a row of a conversation's timeline is.
enum class MessageKind {
    Text,
    Media,
    Template,
    Location,
    Note,
    Event,
};

/// Who wrote a row.
enum class AuthorKind {
    Contact,
    Member,
    Ai,
    System,
};

/// What became of a media file.
enum class AttachmentState {
    Pending,
    Stored,
    Failed,
    Quarantined,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::Direction, {counterbell::Direction::Inbound, QLatin1StringView("inbound")},
                       {counterbell::Direction::Outbound, QLatin1StringView("outbound")})
COUNTERBELL_WIRE_NAMES(counterbell::MessageKind, {counterbell::MessageKind::Text, QLatin1StringView("text")},
                       {counterbell::MessageKind::Media, QLatin1StringView("media")},
                       {counterbell::MessageKind::Template, QLatin1StringView("template")},
                       {counterbell::MessageKind::Location, QLatin1StringView("location")},
                       {counterbell::MessageKind::Note, QLatin1StringView("note")},
                       {counterbell::MessageKind::Event, QLatin1StringView("event")})
COUNTERBELL_WIRE_NAMES(counterbell::AuthorKind, {counterbell::AuthorKind::Contact, QLatin1StringView("contact")},
                       {counterbell::AuthorKind::Member, QLatin1StringView("member")},
                       {counterbell::AuthorKind::Ai, QLatin1StringView("ai")},
                       {counterbell::AuthorKind::System, QLatin1StringView("system")})
COUNTERBELL_WIRE_NAMES(counterbell::AttachmentState,
                       {counterbell::AttachmentState::Pending, QLatin1StringView("pending")},
                       {counterbell::AttachmentState::Stored, QLatin1StringView("stored")},
                       {counterbell::AttachmentState::Failed, QLatin1StringView("failed")},
                       {counterbell::AttachmentState::Quarantined, QLatin1StringView("quarantined")})

namespace counterbell
{

/// Who wrote it, with the name at that time.
struct Author {
    AuthorKind kind = AuthorKind::System;
    QString name;

    bool operator==(const Author &) const = default;
    static constexpr auto fields() { return std::tuple{field("kind", &Author::kind), field("name", &Author::name)}; }
};

/// A file of a message; `state` says whether it can be opened.
struct Attachment {
    AttachmentId id;
    QString contentType;
    std::optional<QString> fileName;
    std::optional<qint64> size;
    AttachmentState state = AttachmentState::Pending;
    std::optional<int> width = {}; ///< pixels, of pictures
    std::optional<int> height = {};
    std::optional<QString> problem =
        {}; ///< why it failed: notFound, tooLarge, notAnImage, empty, refused, unreachable …

    bool operator==(const Attachment &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Attachment::id),
                          field("contentType", &Attachment::contentType),
                          field("fileName", &Attachment::fileName),
                          field("size", &Attachment::size),
                          field("state", &Attachment::state),
                          field("width", &Attachment::width),
                          field("height", &Attachment::height),
                          field("problem", &Attachment::problem)};
    }
};

/// A place that a customer shared, degrees.
struct Location {
    double latitude = 0;
    double longitude = 0;
    std::optional<QString> label;
    std::optional<QString> address;

    bool operator==(const Location &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("latitude", &Location::latitude), field("longitude", &Location::longitude),
                          field("label", &Location::label), field("address", &Location::address)};
    }
};

/// One row of a conversation's timeline. The body is kept byte for byte.
struct Message {
    MessageId id;
    ConversationId conversationId;
    Channel channel = Channel::Sms;
    std::optional<Direction> direction;
    MessageKind kind = MessageKind::Text;
    QString body;
    DeliveryStatus status = DeliveryStatus::Queued;
    std::optional<QString> sid;
    std::optional<DeliveryError> error;
    Author author;
    Timestamp at;
    std::vector<Attachment> attachments;
    std::optional<int> segments;
    std::optional<Money> cost;
    std::optional<SendId> sendId;
    std::optional<Location> location;
    std::optional<QString> clientToken;
    std::optional<QString> event; ///< the kind of a timeline event, such as taken_over

    bool operator==(const Message &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Message::id),
                          field("conversationId", &Message::conversationId),
                          field("channel", &Message::channel),
                          field("direction", &Message::direction),
                          field("kind", &Message::kind),
                          field("body", &Message::body),
                          field("status", &Message::status),
                          field("sid", &Message::sid),
                          field("error", &Message::error),
                          field("author", &Message::author),
                          field("at", &Message::at),
                          field("attachments", &Message::attachments),
                          field("segments", &Message::segments),
                          field("cost", &Message::cost),
                          field("sendId", &Message::sendId),
                          field("location", &Message::location),
                          field("clientToken", &Message::clientToken),
                          field("event", &Message::event)};
    }
};

/// inbox.messages, newest first.
struct MessagesRequest {
    ConversationId conversationId;
    std::optional<QString> before;
    std::optional<int> limit;
    std::optional<Empty> filter; ///< lists take one; this one has nothing to filter by

    bool operator==(const MessagesRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &MessagesRequest::conversationId),
                          field("before", &MessagesRequest::before), field("limit", &MessagesRequest::limit),
                          field("filter", &MessagesRequest::filter)};
    }
};

/// A template and its values by parameter name.
struct TemplateChoice {
    QString sid;
    QMap<QString, QString> variables;

    bool operator==(const TemplateChoice &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sid", &TemplateChoice::sid), field("variables", &TemplateChoice::variables)};
    }
};

/// inbox.send: a body or a template; with files the body is their caption and may be left out.
struct SendMessage {
    ConversationId conversationId;
    Channel channel = Channel::Sms;
    std::optional<QString> body;
    std::optional<TemplateChoice> templateChoice;
    std::optional<std::vector<AttachmentId>> attachmentIds;
    std::optional<int> holdSeconds;
    std::optional<QString> clientToken; ///< the same token never makes a second message

    bool operator==(const SendMessage &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &SendMessage::conversationId),
                          field("channel", &SendMessage::channel),
                          field("body", &SendMessage::body),
                          field("template", &SendMessage::templateChoice),
                          field("attachmentIds", &SendMessage::attachmentIds),
                          field("holdSeconds", &SendMessage::holdSeconds),
                          field("clientToken", &SendMessage::clientToken)};
    }
};

/// inbox.retry: send a failed message again, on its own or another channel.
struct RetryMessage {
    MessageId messageId;
    std::optional<Channel> channel;

    bool operator==(const RetryMessage &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("messageId", &RetryMessage::messageId), field("channel", &RetryMessage::channel)};
    }
};

/// inbox.addNote
struct AddNote {
    ConversationId conversationId;
    QString body;

    bool operator==(const AddNote &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &AddNote::conversationId), field("body", &AddNote::body)};
    }
};

} // namespace counterbell
