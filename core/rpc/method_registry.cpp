// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/method_registry.h"

#include <stdexcept>

namespace counterbell::rpc
{

const Method *MethodRegistry::find(const QString &name) const
{
    const auto found = m_methods.find(name);
    return found == m_methods.end() ? nullptr : &found->second;
}

void MethodRegistry::insert(Method method)
{
    const auto name = method.name;
    if (!m_methods.emplace(name, std::move(method)).second)
        throw std::logic_error("two methods are called " + name.toStdString());
}

} // namespace counterbell::rpc
