// Lists of finance over a small year: what two units proposed, signed, received and paid.
#pragma once

#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"

#include "tests/conformance/finance/finance_fixture.h"

namespace dondoc::finance {

template <typename T>
std::string KeyOfItem(const T& item) {
  if constexpr (std::is_same_v<T, v1::ClockPolicy>) {
    return absl::StrCat(item.version());
  } else {
    return item.name();
  }
}

template <typename Response, typename T>
using ItemsOf = const google::protobuf::RepeatedPtrField<T>& (Response::*)() const;

class ListTest : public FinanceTest {
 protected:
  // Two sources; three projects (kUnit signed and paid, kOtherUnit signed, kUnit proposed and
  // undated); two versions of the clock policy; dossiers in every stage.
  void MakeYear();

  // Keys of every item, page by page: each once, every page of one revision.
  template <typename Request, typename Response, typename T>
  std::vector<std::string> Walk(ReadHandler<Request, Response> handler, Request request,
                                ItemsOf<Response, T> items, int page_size) {
    std::vector<std::string> keys;
    request.set_page_size(page_size);
    request.clear_page_token();
    const int64_t revision = HeadNow().revision;
    do {
      const auto page = Ask(kAuditor, handler, request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return keys;
      EXPECT_EQ(page->revision(), revision);
      EXPECT_LE((*page.*items)().size(), page_size);
      // Only the last page may be short, and it says so.
      if (!page->next_page_token().empty()) {
        EXPECT_EQ((*page.*items)().size(), page_size);
      }
      for (const T& item : (*page.*items)()) keys.push_back(KeyOfItem(item));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty() && keys.size() < 1000);
    return keys;
  }

  // Small pages give what one large page gives, `count` items.
  template <typename Request, typename Response, typename T>
  void ExpectPages(ReadHandler<Request, Response> handler, const Request& request,
                   ItemsOf<Response, T> items, size_t count) {
    SCOPED_TRACE(request.ShortDebugString());
    const std::vector<std::string> whole = Walk(handler, request, items, 200);
    EXPECT_EQ(whole.size(), count);
    for (const int page_size : {1, 2, 3}) {
      EXPECT_EQ(Walk(handler, request, items, page_size), whole);
    }
    Request negative = request;
    negative.set_page_size(-1);
    EXPECT_ERROR(Ask(kAuditor, handler, negative), kInvalid, "INVALID_FIELD");
  }

  std::string other_project_, proposed_project_, other_contract_;
  // Dossiers: received, returned, valid, approved, reserved, paid, withdrawn.
  std::map<std::string, v1::Dossier> dossiers_;
  v1::Disbursement posted_, reserved_;
};

}  // namespace dondoc::finance
