// The look of the page of a notice. Colour never says anything alone: tasks carry numbers, marks
// carry a word and a line of their own, so that a grey print and a colour-blind eye lose nothing.
#pragma once

#include "absl/strings/string_view.h"

namespace dondoc::cli {

inline constexpr absl::string_view kNoticePageStyle = R"(
body { max-width: 110em; margin: 1.2em auto; padding: 0 1.2em; }
a { color: #004a80; }
.facts table, .card table { font: 10pt/1.35 Arial, "Liberation Sans", sans-serif; }
.facts { border: 1px solid #888; border-radius: 6px; padding: .5em .8em; margin-bottom: 1em; }
.facts td, .card td { border: 0; border-bottom: 1px solid #ddd; padding: 2px 6px; }
.facts tr:last-child td, .card tr:last-child td { border-bottom: 0; }
.facts td.dim { width: 9em; }
.card table { table-layout: fixed; }
.card td.dim { width: 6.5em; }
.card td.r { width: 4.2em; }
.sum { font: 10pt/1.4 Arial, "Liberation Sans", sans-serif; margin: .3em 0 .8em; }
.row { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); gap: 0 1.4em; }
.doc { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.85; padding: 0 .6em 0 .8em;
  border-left: 1px solid #bbb; border-right: 1px solid #bbb; }
.side { padding-bottom: .6em; overflow-wrap: anywhere; }
.card, .legend { border: 1px solid #999; border-radius: 6px; padding: .35em .7em .45em;
  margin: 0 0 .6em; font: 10pt/1.35 Arial, "Liberation Sans", sans-serif; break-inside: avoid; }
.card { border-left-width: 7px; }
.card h3 { font-size: 10.5pt; margin: 0 0 .3em; display: flex; gap: .6em; align-items: baseline; }
.card h3 .sure { margin-left: auto; font-weight: normal; }
.card h3 .act { font-weight: normal; font-style: italic; }
.card .text { font: 11pt/1.35 "Times New Roman", "Liberation Serif", serif; margin: .2em 0 .4em; }
.doubts { margin: .4em 0 0; padding: .3em .6em .3em 1.7em; background: #fff6e0;
  border: 1px dashed #8a5a00; border-radius: 4px; }
.legend ul.doubts { list-style: disc; columns: 1; padding: .3em .6em .3em 1.7em; margin-top: .4em; }
.doubts small { color: #555; }
.legend ul { list-style: none; margin: .2em 0; padding: 0; columns: 2; }
.legend li { padding: 3px 0 2px; break-inside: avoid; }
.no { display: inline-block; min-width: 1.1em; padding: 0 .3em; margin-right: .25em;
  border-radius: .8em; text-align: center; text-decoration: none; color: #fff; line-height: 1.45;
  font: bold 9pt/1.45 Arial, "Liberation Sans", sans-serif; }
.m[data-k]::before { content: attr(data-k); font: 7pt Arial, "Liberation Sans", sans-serif;
  vertical-align: .75em; color: #333; margin: 0 1px 0 0; text-decoration: none;
  display: inline-block; line-height: 1; }
.task { border-radius: 3px; padding: 1px 0; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.c0.task { background: #dcecf8; } .c0 .no, .c0.no { background: #005a9c; } .c0.card { border-color: #005a9c; }
.c1.task { background: #fbe6d6; } .c1 .no, .c1.no { background: #a84900; } .c1.card { border-color: #a84900; }
.c2.task { background: #dcf2ea; } .c2 .no, .c2.no { background: #00664a; } .c2.card { border-color: #00664a; }
.c3.task { background: #f6e4ee; } .c3 .no, .c3.no { background: #8c2f66; } .c3.card { border-color: #8c2f66; }
.c4.task { background: #f9f2c8; } .c4 .no, .c4.no { background: #6b5600; } .c4.card { border-color: #6b5600; }
.header { background: #ececec; }
.decision { border: 1px dotted #333; border-width: 0 3px; padding: 0 3px; background: #f3f3f3; }
.unit { border-bottom: 3px double #004a80; }
.cite { border-bottom: 1px solid #555; font-style: italic; }
.money { border: 1px dashed #555; padding: 0 2px; }
.count { border-bottom: 2px dotted #111; font-weight: bold; }
.to { border-bottom: 2px dashed #004a80; }
.due { border: 1.5px solid #111; padding: 0 2px; font-weight: bold; }
.due[data-k]::before, .money[data-k]::before { vertical-align: .3em; margin-right: 3px; }
.doubt { text-decoration: underline wavy #b00020; text-underline-offset: 3px; cursor: help; }
.doubt[data-k]::before { font-weight: bold; color: #b00020; }
:target { outline: 3px solid #005a9c; outline-offset: 2px; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .task, .no, .header, .decision, .doubts { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .doc { line-height: 1.6; }
  .card, .legend, .card table, .facts table { font-size: 8.5pt; line-height: 1.25; }
  .card .text { font-size: 9pt; margin: 0 0 .2em; }
  .card td { padding: 0 5px 1px; }
  .card h3 { font-size: 9pt; margin: 0; }
  .doubts { margin-top: .2em; padding-top: .1em; padding-bottom: .1em; }
  :target { outline: 0; }
}
)";

}  // namespace dondoc::cli
