// Fields of a task that stand behind a label of their own instead of in a sentence or column:
// "Đơn vị chủ trì: Phòng A; thời gian hoàn thành: Quý II".
#pragma once

#include <vector>

#include "services/registry/reader/document.h"

namespace dondoc::registry {

enum class Label { kLead, kCooperating, kTime, kProduct, kOther };

struct Labelled {
  Label label = Label::kOther;
  TokenRange value;
};

// The labelled fields that all of `range` consists of, in order; empty where it begins with none.
std::vector<Labelled> ReadLabels(const Document& document, TokenRange range);

}  // namespace dondoc::registry
