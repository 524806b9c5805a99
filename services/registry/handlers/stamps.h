// Etags and times that every written resource carries.
#pragma once

#include "common/base/resource_errors.h"
#include "common/commit/stamps.h"
#include "common/rpc/unary.h"

namespace dondoc::registry {

using commit::SetTime;

// A resource made by this mutation.
template <typename Resource>
void StampNew(rpc::WriteCall& call, Resource& resource) {
  commit::StampNew(call.write, resource);
}

// A resource changed by this mutation.
template <typename Resource>
void StampChanged(rpc::WriteCall& call, Resource& resource) {
  commit::StampChanged(call.write, resource);
}

}  // namespace dondoc::registry
