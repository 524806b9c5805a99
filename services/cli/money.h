// Amounts of đồng as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "services/cli/lang.h"

namespace dondoc::cli {

// "1.250.000" in Vietnamese, "1,250,000" in English; every int64 has one.
std::string FormatMoney(int64_t dong, const Lang& lang);

// "12,5%" or "12.5%" from hundredths of a percent; "100,01%" stays as it is.
std::string FormatShare(int64_t basis_points, const Lang& lang);

}  // namespace dondoc::cli
