#include "services/registry/formats/pdf_raster.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dondoc::registry {
namespace {

class Canvas {
 public:
  Canvas(int width, int height)
      : width_(width), pixels_(static_cast<size_t>(width * height), 255), height_(height) {}

  Canvas& Box(int left, int top, int right, int bottom, uint8_t grey = 0) {
    for (int y = top; y < bottom; ++y) {
      for (int x = left; x < right; ++x) pixels_[static_cast<size_t>(y * width_ + x)] = grey;
    }
    return *this;
  }

  // "across at begin end; down at begin end".
  std::string Rules(size_t most = 100) const {
    const RasterRules rules =
        FindRules({pixels_.data(), width_, height_, static_cast<size_t>(width_)}, most);
    std::string text;
    for (const RasterRule& rule : rules.across)
      absl::StrAppend(&text, "across ", rule.at, " ", rule.begin, " ", rule.end, "\n");
    for (const RasterRule& rule : rules.down)
      absl::StrAppend(&text, "down ", rule.at, " ", rule.begin, " ", rule.end, "\n");
    return text;
  }

 private:
  const int width_;
  std::vector<uint8_t> pixels_;
  const int height_;
};

TEST(PdfRasterTest, FindsTheLinesOfAGrid) {
  Canvas canvas(100, 60);
  for (const int y : {10, 30, 50}) canvas.Box(5, y, 95, y + 1);
  for (const int x : {5, 50, 94}) canvas.Box(x, 10, x + 1, 51);
  EXPECT_EQ(canvas.Rules(),
            "across 10.5 5 95\nacross 30.5 5 95\nacross 50.5 5 95\n"
            "down 5.5 10 51\ndown 50.5 10 51\ndown 94.5 10 51\n");
}

TEST(PdfRasterTest, LettersAndUnderlinedWordsAreNoLines) {
  Canvas canvas(100, 60);
  // An "H" of 12 points and a short stroke under it.
  canvas.Box(10, 10, 12, 22).Box(18, 10, 20, 22).Box(12, 15, 18, 17).Box(10, 25, 24, 26);
  EXPECT_EQ(canvas.Rules(), "");
}

TEST(PdfRasterTest, AreasHaveTwoEdgesAndShadesNone) {
  // A dark head of 20 points, and a cell in light grey.
  EXPECT_EQ(Canvas(100, 60).Box(10, 10, 90, 30).Rules(),
            "across 10 10 90\nacross 30 10 90\ndown 10 10 30\ndown 90 10 30\n");
  EXPECT_EQ(Canvas(100, 60).Box(10, 10, 90, 30, 217).Rules(), "");
}

TEST(PdfRasterTest, ThickAndDoubleLinesAreOne) {
  EXPECT_EQ(Canvas(100, 60).Box(10, 10, 90, 13).Rules(), "across 11.5 10 90\n");
  // Rasterised askew: half a step further down on the right.
  EXPECT_EQ(Canvas(100, 60).Box(10, 10, 50, 11).Box(30, 11, 90, 12).Rules(), "across 11 10 90\n");
}

TEST(PdfRasterTest, KeepsTheLongest) {
  Canvas canvas(100, 60);
  canvas.Box(5, 10, 30, 11).Box(5, 20, 90, 21).Box(5, 30, 60, 31);
  EXPECT_EQ(canvas.Rules(2), "across 20.5 5 90\nacross 30.5 5 60\n");
}

TEST(PdfRasterTest, NothingIsOutsideOfThePicture) {
  EXPECT_EQ(Canvas(0, 0).Rules(), "");
  EXPECT_EQ(Canvas(30, 2).Box(0, 0, 30, 2).Rules(), "across 1 0 30\n");
}

}  // namespace
}  // namespace dondoc::registry
