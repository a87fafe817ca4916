// SPDX-License-Identifier: MIT
// ace-bench-page [ROUNDS]: what a ticket page costs, against the same page by Pango on cairo's PDF surface,
// and what each script costs against Latin once its glyphs are known. Exit 1 when a target is missed.
#include "PangoPage.h"

#include <ace/pdf/TicketRenderer.h>

#include "../tests/Samples.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace ace;

constexpr double kRatioMax = 1.0;
constexpr double kScriptRatioMax = 1.5;

struct Names
{
    const char* script;
    const char* event;
    const char* holder;
    const char* guest;
};

constexpr Names kNames[] = {
    {"Latin", "Harbour Lights Festival", "Ana Müller", "Łukasz Nowak"},
    {"Greek", "Φεστιβάλ Φώτα Λιμανιού", "Γιώργος Παπάς", "Ελένη Δήμου"},
    {"Cyrillic", "Фестиваль огней гавани", "Наталья Орлова", "Пётр Волков"},
    {"Hebrew", "פסטיבל אורות הנמל", "יוסף כהן", "מרים לוי"},
    {"Arabic", "مهرجان أضواء الميناء", "محمد علي", "فاطمة الزهراء"},
    {"Chinese", "港湾灯光音乐节", "李小龙", "王秀英"},
    {"Japanese", "港のあかりフェスティバル", "山田はなこ", "佐藤太郎"},
    {"Korean", "항구 불빛 축제", "김민준", "이서연"},
    {"Thai", "เทศกาลแสงไฟท่าเรือ", "สมชาย ใจดี", "มาลี ศรีสุข"},
    {"Devanagari", "बंदरगाह रोशनी महोत्सव", "प्रिया शर्मा", "राहुल वर्मा"},
};

sdk::Document page(const Names& names)
{
    sdk::Document document = pdf::ticket({names.event, names.holder, pdf::sampleToken()});
    document.blocks.insert(document.blocks.end() - 3, sdk::ColumnsBlock{{"Guest", names.guest}});
    return document;
}

// This thread's own time, so that a busy machine does not show.
double cpuMicroseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

template <class Work> double cost(Work work)
{
    const double start = cpuMicroseconds();
    work();
    return cpuMicroseconds() - start;
}

double median(std::vector<double> samples)
{
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    std::nth_element(samples.begin(), middle, samples.end());
    return *middle;
}

std::string ours(pdf::TicketRenderer& renderer, const sdk::Document& document)
{
    auto rendered = renderer.render(document);
    if (!rendered || !rendered->missingScripts.empty()) {
        std::fprintf(stderr, "ace-bench-page: %s\n",
                     rendered ? "a font is missing: install fonts-noto-core and fonts-noto-cjk"
                              : rendered.error().describe().c_str());
        std::exit(2);
    }
    return std::move(rendered->bytes);
}

bool comparePages(pdf::TicketRenderer& renderer, int rounds)
{
    pdf::PangoPage pango;
    const sdk::Document document = page(kNames[0]);
    std::size_t ourBytes = 0, theirBytes = 0;
    const double ourFirst = cost([&] { ourBytes = ours(renderer, document).size(); });
    const double theirFirst = cost([&] { theirBytes = pango.draw(document).size(); });
    std::vector<double> our, their;
    for (int i = 0; i < rounds; ++i) {
        our.push_back(cost([&] { ours(renderer, document); }));
        their.push_back(cost([&] { pango.draw(document); }));
    }
    const double ratio = median(our) / median(their);
    std::printf("page           CPU us/page   first us   bytes   (%d rounds, alternating, medians)\n",
                rounds);
    std::printf("  ours         %11.0f %10.0f %7zu\n", median(our), ourFirst, ourBytes);
    std::printf("  Pango, cairo %11.0f %10.0f %7zu\n", median(their), theirFirst, theirBytes);
    std::printf("  ratio        %11.2f   (target: at most %.1f)\n", ratio, kRatioMax);
    return ratio <= kRatioMax;
}

bool compareScripts(pdf::TicketRenderer& renderer, int rounds)
{
    std::vector<sdk::Document> documents;
    std::vector<double> first;
    std::vector<std::vector<double>> samples(std::size(kNames));
    for (const Names& names : kNames) {
        documents.push_back(page(names));
        first.push_back(cost([&] { ours(renderer, documents.back()); }));
    }
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < documents.size(); ++i)
            samples[i].push_back(cost([&] { ours(renderer, documents[i]); }));
    const double latin = median(samples[0]);
    bool isGood = true;
    std::printf("script         CPU us/page   first us   against Latin (target: at most %.1f)\n",
                kScriptRatioMax);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const double ratio = median(samples[i]) / latin;
        std::printf("  %-12s %11.0f %10.0f   %.2f\n", kNames[i].script, median(samples[i]), first[i], ratio);
        isGood = isGood && ratio <= kScriptRatioMax;
    }
    return isGood;
}

} // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::clamp(std::atoi(argv[1]), 3, 100'000) : 200;
    pdf::TicketRenderer renderer;
    const bool pages = comparePages(renderer, rounds);
    const bool scripts = compareScripts(renderer, rounds);
    std::printf("%s\n", pages && scripts ? "targets met" : "TARGET MISSED");
    return pages && scripts ? 0 : 1;
}
