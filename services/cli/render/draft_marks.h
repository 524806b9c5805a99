// What to mark in a document: everything that a draft says it read, and where.
#pragma once

#include <vector>

#include "services/cli/lang.h"
#include "services/cli/render/marks.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::cli {

// As the draft says them; MendMarks makes them fit to show.
std::vector<MarkedSpan> MarksOf(const registry::v1::NoticeDraft& draft, const Lang& lang);

// How a field of a task was read; null where the reader does not say. `field` as in FieldReading.
const registry::v1::FieldReading* ReadingOf(const registry::v1::DraftTask& task,
                                            absl::string_view field);

// How sure the reader is of `field`, in hundredths; 0 where it does not say.
int SureOf(const registry::v1::DraftTask& task, absl::string_view field);

}  // namespace dondoc::cli
