// From the bytes of a file to a draft, as the service does it.
#pragma once

#include <utility>

#include "services/registry/formats/format.h"
#include "services/registry/reader/reader.h"

namespace dondoc::registry {

inline absl::StatusOr<v1::NoticeDraft> ReadBytes(absl::string_view bytes,
                                                 absl::string_view file_name,
                                                 const ReaderDirectory& directory,
                                                 const calendar::Calendar* calendar,
                                                 const calendar::Policy& policy) {
  auto text = ReadDocument(bytes);
  if (!text.ok()) return text.status();
  return ReadNotice(*std::move(text), file_name, directory, calendar, policy);
}

}  // namespace dondoc::registry
