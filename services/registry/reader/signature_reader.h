// The end of a document: recipients, delegations, post and name of who signed.
#pragma once

#include <vector>

#include "services/registry/reader/document.h"
#include "services/registry/reader/doubts.h"
#include "services/registry/reader/paragraphs.h"

#include "dondoc/registry/v1/directive.pb.h"

namespace dondoc::registry {

// Adds signer, signer_title, delegations and recipients to `header`, doubts to `doubts`.
void ReadSignature(const Document& document, const Layout& layout, v1::DirectiveHeader* header,
                   std::vector<DoubtAt>* doubts);

}  // namespace dondoc::registry
