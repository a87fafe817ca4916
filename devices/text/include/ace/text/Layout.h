// SPDX-License-Identifier: MIT
// A text that has been laid out: outlines to paint, and where each piece of the text stands. All lengths are
// points.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ace::text {

struct Point
{
    double x = 0;
    double y = 0;
};

struct Box
{
    double left = 0, top = 0, right = 0, bottom = 0;

    bool isEmpty() const { return right <= left || bottom <= top; }
};

// The shape of a glyph at its size, to be filled by the non-zero rule. The origin is the pen's place on the
// baseline; x grows to the right and y upwards. Move and Line take one point, Curve three (cubic), Close
// none.
struct Outline
{
    enum class Verb : std::uint8_t { Move, Line, Curve, Close };

    std::vector<Verb> verbs;
    std::vector<Point> points;
    Box ink; // y upwards: bottom is the smaller one; of the control points, so never too small

    bool isBlank() const { return verbs.empty(); }
};

// In what follows x grows to the right and y downwards from the layout's left top corner.

struct PlacedGlyph
{
    std::shared_ptr<const Outline>
        outline; // shared: the shaper's cache may drop it first. Never null, never blank
    Point at;    // of the outline's origin
};

// The smallest piece of the text that has a place of its own: a letter with its marks, a ligature.
struct Cluster
{
    std::string text; // UTF-8, in the order it is read; never empty
    double x = 0;     // left edge
    double width = 0;
    bool rightToLeft = false;
};

struct Line
{
    double baseline = 0; // y
    double left = 0;
    double width = 0;
    std::vector<PlacedGlyph> glyphs;
    std::vector<Cluster> clusters; // from left to right
};

struct Layout
{
    double width = 0;        // the wanted width, or the text's own where none was wanted
    double height = 0;       // of the lines with their leading
    Box ink;                 // what is painted; may reach beyond the height
    std::vector<Line> lines; // never empty, so that an empty text takes the room of a line
    bool rightToLeft = false;
    bool shortened = false; // an ellipsis stands for the rest
    int missing = 0;        // characters that no font has; a frame is drawn in the place of each
    std::vector<std::string> missingScripts; // in words: "thai"; of those characters, each once
};

} // namespace ace::text
