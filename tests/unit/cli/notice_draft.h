// A small draft with something of everything, for the tests of what is made of drafts.
#pragma once

#include <string>
#include <vector>

#include "dondoc/registry/v1/directive.pb.h"
#include "dondoc/registry/v1/directory.pb.h"

namespace dondoc::cli {

// Two tasks under a heading of "Phòng QLKH", spans and identity true to the text.
registry::v1::NoticeDraft SampleDraft();

// "qlkh" and "vp" of the draft's agency.
std::vector<registry::v1::Unit> SampleUnits();

// The stretch of `words` in `text`, which must be there.
registry::v1::Span SpanOf(const std::string& text, const std::string& words);

}  // namespace dondoc::cli
