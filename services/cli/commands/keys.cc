// keys: the keys of an installation without an OpenID provider.
#include <filesystem>
#include <memory>

#include <google/protobuf/struct.pb.h>

#include "common/base/status_macros.h"
#include "common/identity/local_keys.h"
#include "services/cli/commands/all.h"
#include "services/cli/context.h"
#include "services/cli/render/output.h"

namespace dondoc::cli {
namespace {

absl::Status CreateKeys(Context& context, const std::string& directory) {
  const std::string path = std::filesystem::absolute(directory).lexically_normal().string();
  ASSIGN_OR_RETURN(const identity::LocalKeys keys, identity::CreateLocalKeys(path));
  google::protobuf::Struct facts;
  auto& fields = *facts.mutable_fields();
  fields["signing_key"].set_string_value(keys.signing_key_path);
  fields["key_set"].set_string_value(keys.key_set_path);
  fields["key_id"].set_string_value(keys.key_id);
  fields["created"].set_bool_value(keys.created);
  const Lang& lang = context.lang();
  return Print(context, facts, [&] {
    return FactsTable("",
                      {{lang(Text{"Signing key", "Khóa ký"}), keys.signing_key_path},
                       {lang(Text{"Public keys", "Khóa công khai"}), keys.key_set_path},
                       {lang(Text{"Key id", "Mã khóa"}), keys.key_id},
                       {lang.Word("result"), lang.Word(keys.created ? "CREATED" : "UNCHANGED")}});
  });
}

}  // namespace

void RegisterKeys(Command& root) {
  Command keys = root.Add("keys",
                          {"local signing keys, where there is no identity provider",
                           "khóa ký tại chỗ, khi không có hệ thống đăng nhập chung"},
                          "keys create ~/.dondoc-keys");
  const auto directory = std::make_shared<std::string>();
  keys.Add("create",
           {"make a signing key (0600) and its public set; keeps what is there",
            "tạo khóa ký (0600) và tập khóa công khai; giữ nguyên nếu đã có"},
           "keys create ~/.dondoc-keys")
      .Argument("directory", directory.get(), {"where to keep them", "thư mục lưu khóa"})
      .Run([directory](Context& context) { return CreateKeys(context, *directory); });
}

}  // namespace dondoc::cli
