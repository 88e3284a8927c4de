// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/attached_files.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

AttachedFiles::AttachedFiles(const QString &folder, const QString &kept, QObject *parent)
    : QObject(parent), m_intake(folder), m_kept(kept)
{
    connect(this, &AttachedFiles::changed, this, &AttachedFiles::store);
    connect(&m_intake, &FileIntake::taken, this, [this](int number, const TakenFile &taken) {
        const auto [id, known] = find(number);
        if (!known)
            return discard({taken.file}); // removed meanwhile
        known->isReading = false;
        known->file = taken.file;
        known->look = taken.look;
        Q_EMIT changed(id);
    });
    connect(&m_intake, &FileIntake::refused, this, [this](int number, const Error &error) {
        const auto [id, known] = find(number);
        if (!known)
            return;
        const auto name = known->name;
        remove(id, number);
        Q_EMIT refused(id, name, error);
    });
}

void AttachedFiles::takeUp(const QString &epoch)
{
    if (epoch.isEmpty() || epoch == m_epoch)
        return;
    const auto items = m_kept.read(); // before anything is written for the new one
    m_epoch = epoch;
    m_lost.clear();
    for (const auto &[id, files] : std::exchange(m_files, {}).asKeyValueRange())
        Q_EMIT changed(id);
    for (const auto &item : items) {
        if (item["epoch"_L1].toString() != epoch)
            continue;
        const ConversationId id{item["conversationId"_L1].toString().toLongLong()};
        const auto origin = item["origin"_L1].toString();
        OutFile file;
        JsonProblem problem;
        const bool isKept = Json<OutFile>::read(item["file"_L1], file, problem) && QFileInfo(file.path).isFile();
        const auto name = item["name"_L1].toString().left(200);
        if (id.isNull() || name.isEmpty())
            continue;
        // Our copy is kept for a day; after that the original has to be there.
        if (!isKept && !QFileInfo(origin).isFile()) {
            m_lost[id] << name;
            continue;
        }
        const auto number = add(id, name);
        if (!number)
            continue;
        m_files[id].back().origin = origin;
        if (isKept)
            m_intake.takeKept(*number, file);
        else
            m_intake.takePath(*number, origin);
    }
}

void AttachedFiles::store() const
{
    if (m_epoch.isEmpty())
        return; // nothing was taken up, so nothing may be written over
    QJsonArray items;
    for (auto it = m_files.cbegin(); it != m_files.cend(); ++it) {
        for (const auto &attached : *it) {
            QJsonObject item{{u"epoch"_s, m_epoch},
                             {u"conversationId"_s, it.key().toString()},
                             {u"name"_s, attached.name},
                             {u"origin"_s, attached.origin}};
            if (!attached.isReading)
                item.insert(u"file"_s, toJson(attached.file));
            items.append(item);
        }
    }
    m_kept.write(items);
}

QStringList AttachedFiles::takeLost(ConversationId id)
{
    const auto lost = m_lost.take(id);
    if (!lost.isEmpty())
        store();
    return lost;
}

const std::vector<AttachedFile> &AttachedFiles::of(ConversationId id) const
{
    static const std::vector<AttachedFile> kNone;
    const auto known = m_files.constFind(id);
    return known == m_files.cend() ? kNone : *known;
}

std::vector<OutFile> AttachedFiles::readyOf(ConversationId id) const
{
    std::vector<OutFile> files;
    for (const auto &attached : of(id)) {
        if (attached.isReading)
            return {};
        files.push_back(attached.file);
    }
    return files;
}

std::optional<int> AttachedFiles::add(ConversationId id, const QString &name)
{
    if (of(id).size() >= kMostFiles) {
        Q_EMIT refused(id, name,
                       {Reason::MediaNotAllowed, {{u"problem"_s, u"count"_s}, {u"maximum"_s, qint64(kMostFiles)}}});
        return std::nullopt;
    }
    m_files[id].push_back({++m_last, name});
    Q_EMIT changed(id);
    return m_last;
}

void AttachedFiles::attach(ConversationId id, const QStringList &paths)
{
    for (const auto &path : paths) {
        const auto number = add(id, QFileInfo(path).fileName());
        if (!number)
            return;
        m_files[id].back().origin = QFileInfo(path).absoluteFilePath();
        store();
        m_intake.takePath(*number, path);
    }
}

void AttachedFiles::attach(ConversationId id, const QImage &picture)
{
    const auto name = tr("Picture");
    if (const auto number = add(id, name))
        m_intake.takeImage(*number, picture, name);
}

void AttachedFiles::giveBack(ConversationId id, const std::vector<OutFile> &files)
{
    for (const auto &file : files) {
        if (const auto number = add(id, file.name))
            m_intake.takeKept(*number, file);
    }
}

void AttachedFiles::remove(ConversationId id, int number)
{
    auto &files = m_files[id];
    const auto known = std::ranges::find(files, number, &AttachedFile::number);
    if (known == files.end())
        return;
    if (!known->isReading)
        discard({known->file});
    files.erase(known);
    Q_EMIT changed(id);
}

void AttachedFiles::release(ConversationId id, const OutFile &file)
{
    std::erase_if(m_files[id], [&](const AttachedFile &attached) { return attached.file.path == file.path; });
    Q_EMIT changed(id);
}

std::pair<ConversationId, AttachedFile *> AttachedFiles::find(int number)
{
    for (auto it = m_files.begin(); it != m_files.end(); ++it) {
        const auto known = std::ranges::find(*it, number, &AttachedFile::number);
        if (known != it->end())
            return {it.key(), &*known};
    }
    return {{}, nullptr};
}

} // namespace counterbell::ui
