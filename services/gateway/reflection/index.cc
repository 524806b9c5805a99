#include "services/gateway/reflection/index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpcpp/support/status.h"

namespace dondoc::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using Request = v1::ServerReflectionRequest;
using Response = v1::ServerReflectionResponse;

void SetError(grpc::StatusCode code, std::string message, Response& response) {
  v1::ErrorResponse& error = *response.mutable_error_response();
  error.set_error_code(code);
  error.set_error_message(std::move(message));
}

void SetNotFound(absl::string_view what, absl::string_view name, Response& response) {
  SetError(grpc::StatusCode::NOT_FOUND, absl::StrCat("no such ", what, ": ", name), response);
}

// The file and everything it imports, each once a stream.
void AddFile(const FileDescriptor& file, absl::flat_hash_set<std::string>& sent,
             v1::FileDescriptorResponse& response) {
  if (!sent.insert(file.name()).second) return;
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  response.add_file_descriptor_proto(proto.SerializeAsString());
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), sent, response);
}

// Answers with `file`, or says that there is no `what` of this name.
void SetFile(const FileDescriptor* file, absl::string_view what, absl::string_view name,
             absl::flat_hash_set<std::string>& sent, Response& response) {
  if (file == nullptr) return SetNotFound(what, name, response);
  // The file that was asked for comes in any case, and first.
  sent.erase(file->name());
  AddFile(*file, sent, *response.mutable_file_descriptor_response());
}

size_t NameLength(const Request& request) {
  return std::max({request.host().size(), request.file_by_filename().size(),
                   request.file_containing_symbol().size(),
                   request.file_containing_extension().containing_type().size(),
                   request.all_extension_numbers_of_type().size(), request.list_services().size()});
}

}  // namespace

ReflectionIndex::ReflectionIndex(const google::protobuf::DescriptorPool& pool,
                                 std::vector<std::string> services)
    : pool_(pool), services_(std::move(services)) {
  std::sort(services_.begin(), services_.end());
}

Response ReflectionIndex::Answer(const Request& request,
                                 absl::flat_hash_set<std::string>& sent) const {
  Response response;
  if (NameLength(request) > kMaxReflectionName) {
    SetError(grpc::StatusCode::INVALID_ARGUMENT,
             absl::StrCat("a name is longer than ", kMaxReflectionName, " bytes"), response);
    return response;
  }
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case Request::kFileByFilename: {
      const std::string& name = request.file_by_filename();
      SetFile(pool_.FindFileByName(name), "file", name, sent, response);
      break;
    }
    case Request::kFileContainingSymbol: {
      const std::string& name = request.file_containing_symbol();
      SetFile(pool_.FindFileContainingSymbol(name), "symbol", name, sent, response);
      break;
    }
    case Request::kFileContainingExtension: {
      const auto& extension = request.file_containing_extension();
      const Descriptor* type = pool_.FindMessageTypeByName(extension.containing_type());
      const FieldDescriptor* field =
          type == nullptr ? nullptr
                          : pool_.FindExtensionByNumber(type, extension.extension_number());
      SetFile(field == nullptr ? nullptr : field->file(), "extension",
              absl::StrCat(extension.containing_type(), " ", extension.extension_number()), sent,
              response);
      break;
    }
    case Request::kAllExtensionNumbersOfType: {
      const std::string& name = request.all_extension_numbers_of_type();
      const Descriptor* type = pool_.FindMessageTypeByName(name);
      if (type == nullptr) {
        SetNotFound("message", name, response);
        break;
      }
      auto& numbers = *response.mutable_all_extension_numbers_response();
      numbers.set_base_type_name(name);
      std::vector<const FieldDescriptor*> extensions;
      pool_.FindAllExtensions(type, &extensions);
      for (const FieldDescriptor* extension : extensions) {
        numbers.add_extension_number(extension->number());
      }
      break;
    }
    case Request::kListServices:
      for (const std::string& service : services_) {
        response.mutable_list_services_response()->add_service()->set_name(service);
      }
      break;
    case Request::MESSAGE_REQUEST_NOT_SET:
      SetError(grpc::StatusCode::INVALID_ARGUMENT, "no question", response);
      break;
  }
  return response;
}

}  // namespace dondoc::gateway
