// How prose names units: as a heading, as the subject of a sentence, behind "giao" and "phối hợp
// với".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/unit_matcher.h"

namespace dondoc::registry {

// A unit as the document names it.
struct UnitReading {
  enum class Status {
    kKnown,       // `unit` is of the directory.
    kAmbiguous,   // The name fits several.
    kUnknown,     // Reads like a unit and is not in the directory.
    kCollective,  // "các phòng, đơn vị".
  };
  Status status = Status::kUnknown;
  std::string unit;
  TokenRange range;
  // The name, where its words do not stand in a row (a cell over several lines, "các Bộ: Tài chính,
  // Nội vụ"); `range` is then where they begin.
  std::string words;
  // Somebody by name or post, with no unit told: "đ/c Hà".
  bool person = false;
  // Named behind "phối hợp với" in a list: works with whoever leads.
  bool cooperates = false;

  std::string Words(const Document& document) const {
    return words.empty() ? document.Line(range) : words;
  }
};

// The unit named at the beginning of `range`; nullopt where none is. An unknown one needs a capital
// first letter and a unit's first word.
std::optional<UnitReading> ReadUnit(const Document& document, const UnitMatcher& matcher,
                                    TokenRange range);

// Units in a row, joined by commas, "và", "phối hợp với", "chủ trì": at most kMaxCooperatingUnits.
// `end` is one past the last.
struct UnitList {
  std::vector<UnitReading> units;
  size_t end = 0;
};
UnitList ReadUnitList(const Document& document, const UnitMatcher& matcher, TokenRange range);

// "Ban Thường vụ Tỉnh ủy giao", "UBND tỉnh chỉ đạo": whether `range` ends with who orders.
bool EndsWithOrder(const Document& document, TokenRange range);

// The units that a whole heading or lead-in names, the first leading: "Văn phòng", "Giao Phòng
// QLKH", "Văn phòng, Thanh tra". Empty where `range` is something else.
std::vector<UnitReading> ReadHeadingUnits(const Document& document, const UnitMatcher& matcher,
                                          TokenRange range);

// Units of a list that is no sentence ("Phòng A; Phòng B, UBND các xã"): separated by marks, line
// ends and "và"; a name may hold commas. What matches none is a unit in its own words.
std::vector<UnitReading> ReadUnitCell(const Document& document, const UnitMatcher& matcher,
                                      TokenRange range);

// Units that cooperate, in the order of the text.
std::vector<UnitReading> ReadCooperatingUnits(const Document& document, const UnitMatcher& matcher,
                                              TokenRange range);

}  // namespace dondoc::registry
