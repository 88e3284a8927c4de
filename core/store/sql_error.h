// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <stdexcept>

namespace counterbell::store
{

/// A statement that failed. Thrown, not returned: what repositories expect to happen (a duplicate, nothing found)
/// is said in SQL, so this is a broken invariant, a full disk or a locked database. The store catches it.
class SqlError : public std::runtime_error
{
public:
    enum class Kind {
        Other,
        Unique,  ///< a duplicate key that no ON CONFLICT expected
        Full,    ///< no space is left
        Busy,    ///< locked by another process, or a serialisation failure: run it again
        TooSlow, ///< a read that went over its time
        Gone,    ///< the connection is lost; what was not committed is, too
    };

    SqlError(Kind kind, const QString &text) : std::runtime_error(text.toStdString()), m_kind(kind) {}
    [[nodiscard]] Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

} // namespace counterbell::store
