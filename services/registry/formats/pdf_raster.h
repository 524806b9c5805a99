// The ruled lines of a page, from its picture: PDF has no tables, and producers draw their lines as
// strokes, thin boxes or pictures alike, which look the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dondoc::registry {

// A picture of a page in shades of grey, 255 white. Not owned.
struct GreyPicture {
  const uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  // Bytes of a row.
  size_t stride = 0;
};

// In pixels: `at` counts from the top for a line across and from the left for one down.
struct RasterRule {
  float at = 0;
  int begin = 0;
  int end = 0;
};

struct RasterRules {
  std::vector<RasterRule> across;
  std::vector<RasterRule> down;
};

// The dark straight lines of `picture`, a pixel a point; the longest `most` each way. The edges of
// dark areas (a shaded head) count as lines. Linear in the picture.
RasterRules FindRules(const GreyPicture& picture, size_t most);

}  // namespace dondoc::registry
