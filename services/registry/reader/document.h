// The text being read, cut into tokens, with the ways back: from token indices to words and to
// bytes of the original.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "services/registry/formats/document_text.h"
#include "services/registry/reader/text_source.h"
#include "services/registry/reader/tokens.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Keeps a reference to the source, which must outlive it.
class Document {
 public:
  explicit Document(const SourceText& source)
      : source_(source), tokens_(Tokenize(ReadPart(source.text()))) {}

  // The beginning of `text` that is read, cut between lines or words.
  static absl::string_view ReadPart(absl::string_view text);

  const SourceText& source() const { return source_; }
  const std::vector<Token>& tokens() const { return tokens_; }

  // The normalised words of `range`, with what lies between them.
  absl::string_view Text(TokenRange range) const {
    if (range.empty()) return {};
    const uint32_t begin = tokens_[range.begin].begin;
    return absl::string_view(source_.text()).substr(begin, tokens_[range.end - 1].end - begin);
  }

  // The same on one line: every run of white space is one space.
  std::string Line(TokenRange range) const;

  // Where `range` stands in the original; an empty span for an empty range.
  v1::Span SpanOf(TokenRange range) const {
    if (range.empty()) return {};
    return source_.OriginalSpan(tokens_[range.begin].begin, tokens_[range.end - 1].end);
  }

  // The tokens that begin inside `range` of the original.
  TokenRange TokensOf(TextRange range) const;

  // The bytes of the original where `range` stands.
  std::string Verbatim(TokenRange range) const {
    return std::string(source_.OriginalText(SpanOf(range)));
  }

 private:
  const SourceText& source_;
  std::vector<Token> tokens_;
};

}  // namespace dondoc::registry
