// The department that the sample notices are read for.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"

#include "services/registry/reader/reader.h"

namespace dondoc::registry {

inline ReaderDirectory SampleDirectory() {
  ReaderDirectory directory;
  directory.agency = "agencies/skhcn";
  const auto add = [&](const std::string& id, const std::string& name,
                       std::vector<std::string> aliases = {}) {
    directory.units.push_back(
        {absl::StrCat("agencies/skhcn/units/", id), name, std::move(aliases)});
  };
  add("van-phong", "Văn phòng Sở", {"VPS"});
  add("thanh-tra", "Thanh tra Sở");
  add("qlkh", "Phòng Quản lý Khoa học");
  add("qlcn", "Phòng Quản lý Công nghệ");
  add("khtc", "Phòng Kế hoạch - Tài chính");
  add("tdc", "Chi cục Tiêu chuẩn Đo lường Chất lượng");
  return directory;
}

}  // namespace dondoc::registry
