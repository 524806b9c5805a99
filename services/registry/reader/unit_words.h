// Words that names of bodies are made of: offices, committees, courts, schools, and the posts whose
// holders speak for them.
#pragma once

#include "services/registry/reader/phrase_table.h"

namespace dondoc::registry {

// First words of a body's name ("Phòng", "Chi cục", "Công an").
const PhraseTable& UnitNouns();

// Expressions that begin like a body's name and name none: "Phòng, chống", "Khoa học", "Xã hội".
const PhraseTable& NotUnits();

// Posts whose holder speaks for a body: "Trưởng phòng Nội vụ", "Giám đốc Sở Tài chính".
const PhraseTable& Posts();

// Names of fields of ministries and departments with "và" in them: "kế hoạch và đầu tư" (Decree
// 24/2014 and Law on organisation of the Government, before and after 2025).
const PhraseTable& FieldNames();

}  // namespace dondoc::registry
