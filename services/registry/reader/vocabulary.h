// Word lists of the genre: what begins a task, a unit's name, a remark, a closing. Lists, not
// rules: a missing word costs a doubt, never a wrong task.
#pragma once

#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {

// Sentences that order nothing: "Tuy nhiên", "Hội nghị đã", "Ban Giám đốc".
const PhraseTable& RemarkOpenings();

// Paragraphs that close the document: "Trên đây là".
const PhraseTable& ClosingOpenings();

// Headings of sections that assess what was done.
const PhraseTable& AssessmentWords();

// Headings of sections that order what is to be done.
const PhraseTable& TaskSectionWords();

// Beginnings of a lead-in or heading that names a subject, not a unit ("Công tác", "Về").
const PhraseTable& TopicOpenings();

// Verbs that hand a task to a unit: "giao", "yêu cầu", "đề nghị".
const PhraseTable& AssignmentVerbs();

// "phối hợp với", "cùng với", "yêu cầu": the units that follow cooperate.
const PhraseTable& CooperationPhrases();

// Kinds of document (value: v1::DirectiveHeader::Type), as words: "kế hoạch", "quyết định".
const PhraseTable& DocumentTypes();

// Nouns that are counted ("cuộc", "đề tài", "nhiệm vụ").
const PhraseTable& CountNouns();

}  // namespace dondoc::registry
