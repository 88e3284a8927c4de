// SPDX-License-Identifier: Apache-2.0
#include "app/relay/tenants.h"

#include "app/relay/crypto.h"
#include "app/relay/sqlite.h"

#include "core/webhooks/link_protocol.h"

#include <algorithm>

namespace counterbell::relay
{
namespace
{

using namespace std::chrono_literals;

/// A code lies in a mail or a chat until it is typed in; a week later it should be worth nothing.
constexpr std::chrono::milliseconds kCodeLives = std::chrono::hours(24 * 7);
constexpr std::size_t kNameLength = 120;

/// `issued_by` is the sum of the code that the present token was given for, until a link was opened with it;
/// `claimed_by` the sum of the claim that came with it.
constexpr const char *kCreate = R"(
CREATE TABLE IF NOT EXISTS tenants(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, state INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
    code_hash BLOB, code_expires INTEGER NOT NULL DEFAULT 0, token_hash BLOB, old_token_hash BLOB,
    issued_by BLOB, claimed_by BLOB) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS tenants_by_name ON tenants(name) WHERE state <> 2;
)";

/// A file that an earlier version made: its tokens count as used.
void addMissingColumns(sqlite::Database &db)
{
    sqlite::Transaction transaction(db); // a `tenant` command may be starting beside the relay
    for (const std::string column : {"issued_by", "claimed_by"}) {
        const auto isThere = "SELECT count(*) FROM pragma_table_info('tenants') WHERE name = '" + column + "'";
        if (db.number(isThere.c_str()) == 0)
            db.exec(("ALTER TABLE tenants ADD COLUMN " + column + " BLOB").c_str());
    }
    transaction.commit();
}

bool isFit(std::string_view name)
{
    return !name.empty() && name.size() <= kNameLength &&
           std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

} // namespace

struct Tenants::Impl {
    explicit Impl(const std::string &path) : db(path) {}

    sqlite::Database db;
    std::int64_t version = -1;
    std::unordered_map<std::string, Tenant> tenants;
    /// SHA-256 of a token → tenant id. A look-up by a hash tells nothing about the token by its time.
    std::unordered_map<std::string, std::string> tokens;

    std::int64_t dataVersion() { return db.number("PRAGMA data_version"); }

    void load()
    {
        tenants.clear();
        tokens.clear();
        version = dataVersion();
        sqlite::Statement all(db, "SELECT id, name, state, created_at, token_hash, old_token_hash FROM tenants");
        while (all.step()) {
            Tenant tenant;
            tenant.id = all.bytes(0);
            tenant.name = all.bytes(1);
            tenant.state = static_cast<Tenant::State>(all.number(2));
            tenant.createdAt = all.number(3);
            tenant.paired = !all.isNull(4);
            for (const int column : {4, 5})
                if (!all.isNull(column))
                    tokens.emplace(all.bytes(column), tenant.id);
            tenants.emplace(tenant.id, std::move(tenant));
        }
    }

    Outcome<std::string> idOf(const std::string &which)
    {
        sqlite::Statement find(db, "SELECT id FROM tenants WHERE (id = ?1 OR name = ?1) AND state <> 2 "
                                   "ORDER BY id = ?1 DESC");
        find.bindText(1, which);
        if (!find.step())
            return fault("there is no tenant \"" + which + "\"");
        return std::string(find.bytes(0));
    }

    /// Gives a tenant a code with a new secret; the row must exist.
    std::string newCode(const std::string &id)
    {
        const auto secret = randomHex(16);
        const auto hash = sha256(secret);
        sqlite::Statement set(db, "UPDATE tenants SET code_hash = ?, code_expires = ? WHERE id = ?");
        set.bindBlob(1, bytesOf(hash)).bind(2, unixNow() + kCodeLives.count()).bindText(3, id).run();
        return id + link::kPairSecretSeparator + secret;
    }
};

Outcome<std::unique_ptr<Tenants>> Tenants::open(const std::string &path)
{
    try {
        auto impl = std::make_unique<Impl>(path);
        impl->db.exec("PRAGMA journal_mode = WAL");
        impl->db.exec("PRAGMA synchronous = FULL");
        impl->db.exec(kCreate);
        addMissingColumns(impl->db);
        impl->load();
        return std::unique_ptr<Tenants>(new Tenants(std::move(impl)));
    } catch (const sqlite::Fault &why) {
        return fault("spool: the tenants' file " + path + " can't be used: " + why.what());
    }
}

Tenants::Tenants(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Tenants::~Tenants() = default;

Outcome<std::string> Tenants::add(const std::string &name)
{
    if (!isFit(name))
        return fault("a tenant's name has 1 to 120 characters and no line breaks");
    try {
        sqlite::Transaction transaction(m_impl->db);
        if (m_impl->idOf(name))
            return fault("there is a tenant \"" + name + "\" already");
        const auto id = randomHex(link::kTenantIdLength / 2);
        sqlite::Statement insert(m_impl->db, "INSERT INTO tenants(id, name, created_at) VALUES(?, ?, ?)");
        insert.bindText(1, id).bindText(2, name).bind(3, unixNow()).run();
        auto code = m_impl->newCode(id);
        transaction.commit();
        m_impl->load();
        return code;
    } catch (const sqlite::Fault &why) {
        return fault(std::string("the tenants' file can't be written: ") + why.what());
    }
}

Outcome<std::string> Tenants::rotate(const std::string &which)
{
    try {
        sqlite::Transaction transaction(m_impl->db);
        const auto id = m_impl->idOf(which);
        if (!id)
            return id;
        auto code = m_impl->newCode(*id);
        transaction.commit();
        return code;
    } catch (const sqlite::Fault &why) {
        return fault(std::string("the tenants' file can't be written: ") + why.what());
    }
}

Outcome<> Tenants::revoke(const std::string &which)
{
    try {
        const auto id = m_impl->idOf(which);
        if (!id)
            return fault(id.error());
        sqlite::Statement set(m_impl->db, "UPDATE tenants SET state = 1, code_hash = NULL WHERE id = ?");
        set.bindText(1, *id).run();
        m_impl->load();
        return {};
    } catch (const sqlite::Fault &why) {
        return fault(std::string("the tenants' file can't be written: ") + why.what());
    }
}

Outcome<> Tenants::remove(const std::string &which)
{
    try {
        const auto id = m_impl->idOf(which);
        if (!id)
            return fault(id.error());
        // The row stays, empty: it tells a relay that wasn't running to delete the events, and it can't be
        // mistaken for a tenants' file that was lost.
        sqlite::Statement set(m_impl->db, "UPDATE tenants SET state = 2, name = '', code_hash = NULL WHERE id = ?");
        set.bindText(1, *id).run();
        m_impl->load();
        return {};
    } catch (const sqlite::Fault &why) {
        return fault(std::string("the tenants' file can't be written: ") + why.what());
    }
}

std::vector<Tenant> Tenants::list()
{
    refresh();
    std::vector<Tenant> all;
    for (const auto &[id, tenant] : m_impl->tenants)
        if (tenant.state != Tenant::State::Removed)
            all.push_back(tenant);
    std::sort(all.begin(), all.end(), [](const Tenant &a, const Tenant &b) { return a.name < b.name; });
    return all;
}

bool Tenants::refresh()
{
    try {
        if (m_impl->dataVersion() == m_impl->version)
            return false;
        m_impl->load();
        return true;
    } catch (const sqlite::Fault &) {
        // What is in memory stays true until the file can be read again.
        return false;
    }
}

const Tenant *Tenants::active(const std::string &id)
{
    auto found = m_impl->tenants.find(id);
    if (found == m_impl->tenants.end() && refresh())
        found = m_impl->tenants.find(id);
    return found == m_impl->tenants.end() || found->second.state != Tenant::State::Active ? nullptr : &found->second;
}

bool Tenants::knows(const std::string &id)
{
    auto found = m_impl->tenants.find(id);
    if (found == m_impl->tenants.end() && refresh())
        found = m_impl->tenants.find(id);
    return found != m_impl->tenants.end() && found->second.state != Tenant::State::Removed;
}

const Tenant *Tenants::byToken(std::string_view token)
{
    const auto digest = sha256(token);
    const std::string hash(bytesOf(digest));
    refresh();
    const auto found = m_impl->tokens.find(hash);
    if (found == m_impl->tokens.end())
        return nullptr;
    return &m_impl->tenants.at(found->second);
}

void Tenants::tokenUsed(std::string_view token)
{
    const auto digest = sha256(token);
    try {
        // A code that was given since then stays good.
        sqlite::Statement use(m_impl->db, "UPDATE tenants SET old_token_hash = NULL, issued_by = NULL, "
                                          "code_hash = CASE WHEN code_hash IS NOT issued_by THEN code_hash END "
                                          "WHERE token_hash = ? "
                                          "AND (old_token_hash IS NOT NULL OR issued_by IS NOT NULL)");
        use.bindBlob(1, bytesOf(digest)).run();
        if (m_impl->db.changes() > 0)
            m_impl->load();
    } catch (const sqlite::Fault &) {
        // The old token and the code live a little longer; the next link tries again.
    }
}

tl::expected<Tenants::Redeemed, Tenants::Refusal> Tenants::redeem(std::string_view code, std::string_view claim)
{
    const auto dot = code.find(link::kPairSecretSeparator);
    if (dot == std::string_view::npos)
        return tl::unexpected(Refusal::Unknown);
    const auto id = code.substr(0, dot);
    const auto secret = sha256(code.substr(dot + 1));
    const auto claimant = sha256(claim);
    sqlite::Transaction transaction(m_impl->db);
    {
        sqlite::Statement find(m_impl->db,
                               "SELECT code_hash, code_expires, issued_by IS code_hash, claimed_by FROM tenants "
                               "WHERE id = ? AND state <> 2");
        find.bindText(1, id);
        if (!find.step())
            return tl::unexpected(Refusal::Unknown);
        if (find.isNull(0))
            return tl::unexpected(Refusal::Used);
        if (!equalInConstantTime(find.bytes(0), bytesOf(secret)))
            return tl::unexpected(Refusal::Unknown);
        if (find.number(1) < unixNow())
            return tl::unexpected(Refusal::Expired);
        const bool isRedeemed = find.number(2) != 0;
        if (isRedeemed && (find.isNull(3) || !equalInConstantTime(find.bytes(3), bytesOf(claimant))))
            return tl::unexpected(Refusal::Used);
    }
    Redeemed redeemed{std::string(id), randomHex(32)};
    const auto token = sha256(redeemed.token);
    // A revoked tenant comes back with the new token alone. A token that this same code gave before and nobody came
    // with makes way; the one that is in use stays valid until a link is opened with the new one.
    sqlite::Statement set(m_impl->db, "UPDATE tenants SET old_token_hash = CASE WHEN state <> 0 THEN NULL "
                                      "WHEN issued_by IS NULL THEN token_hash "
                                      "WHEN issued_by IS code_hash THEN old_token_hash "
                                      "ELSE coalesce(old_token_hash, token_hash) END, "
                                      "token_hash = ?, issued_by = code_hash, claimed_by = ?, state = 0 WHERE id = ?");
    set.bindBlob(1, bytesOf(token));
    if (!claim.empty())
        set.bindBlob(2, bytesOf(claimant));
    set.bindText(3, id).run();
    transaction.commit();
    m_impl->load();
    return redeemed;
}

std::vector<std::string> Tenants::removed() const
{
    std::vector<std::string> ids;
    for (const auto &[id, tenant] : m_impl->tenants)
        if (tenant.state == Tenant::State::Removed)
            ids.push_back(id);
    return ids;
}

std::size_t Tenants::count() const
{
    return m_impl->tenants.size() - removed().size();
}

} // namespace counterbell::relay
