/* The search of one segment as one loop, compiled where there is a C compiler (index/compiling.py); what calls it is
 * index/native.py. It finds what index/topk.py finds with numpy's whole arrays, block by block, with the scores of a
 * block of documents in the processor's first cache:
 *
 * - Lists of common words wait where all of them together could not lift a document over the k-th best score so far
 *   (MaxScore: Turtle and Flood 1995), and are looked up for the few documents of a block that might still get there.
 * - A block is passed over where its lists' own maxima show that it has no such document (block maxima: Ding and Suel
 *   2011).
 *
 * It allocates nothing, keeps nothing, and trusts its caller: documents ascend and lie within the segment.
 */
#include <stdint.h>
#include <string.h>

#define BLOCK 8192               /* documents whose scores are worked on at once */
#define CHUNK 64                 /* of a block, looked at together */
#define FEW 64                   /* documents that are sorted by insertion */
#define GROUPS 128               /* of a block's documents, whose maxima bound the k-th best score from below */
#define SPARSELY (BLOCK / 16)    /* with fewer postings in a block, only their places are looked at */
#define LOOKING_UP 200           /* what looking a term up for a document costs, in additions of a posting */
#define ADDING_DENSE 2           /* what a dense list costs for each document, in additions of a posting */
#define PASSING (BLOCK / 8)      /* what looking at the whole block costs, in additions of a posting */
#define PATIENCE 0.3f            /* of the bound: what the waiting lists may be worth together, to begin with; */
#define MORE 1.03f               /* how that changes from block to block, with how many documents it left to look up */
#define LESS 0.85f

#if defined(__x86_64__) && defined(__GLIBC__)
#define MANY_PROCESSORS __attribute__((target_clones("avx2", "default"))) /* chosen when it is loaded */
#else
#define MANY_PROCESSORS
#endif
#define INLINE static inline __attribute__((always_inline))

const int64_t clipdesk_block = BLOCK, clipdesk_few = FEW;

typedef struct {          /* one term's list in the segment */
    const int32_t *ids;   /* documents, ascending; null in a dense list */
    const uint32_t *coded; /* of each of ids: its place in its block, and the upper half of its impact */
    const void *tfs;      /* frequencies: of each document of ids, or in a dense list of each document from 0 */
    int64_t width;        /* bytes a frequency takes: 1, 2 or 4 */
    int64_t length;       /* how many frequencies */
    const int32_t *starts; /* where each block starts among ids, and the last one ends; null in short lists */
    const float *peaks;    /* the greatest impact of each block; with starts */
} List;

typedef struct {         /* a search; what changes in it is carried from one segment to the next */
    int64_t k;           /* how many documents are wanted */
    int64_t size, first; /* documents of the segment, and the number of its first in the collection */
    const float *barred; /* by number in the collection: 0, or -inf for what may not be found; or null */
    const float *norm;   /* by number in the collection: BM25's length normalisation */
    float *scores;       /* room: BLOCK zeros, and left so */
    int32_t *places;     /* room: BLOCK documents that might be among the best */
    float *values;       /* room: their scores */
    float *best;         /* the k best scores so far, as a heap */
    int64_t counted;     /* how many they are */
    int32_t *found;      /* documents among which the k best are, by number in the collection */
    float *worth;        /* their scores */
    int64_t room, kept;  /* how many there may be, and are */
    double saturation;   /* BM25's k1 + 1 */
    double slack;        /* 1 less what a sum of impacts may be off, relatively */
} Search;

typedef struct { /* a list as a block sees it */
    int64_t from, to;
    float bound; /* the most that it adds to a score in this block */
} View;

/* An impact whose upper half stands in a code: nearly eight significant bits, rounded by `clipdesk_divide`. */
INLINE float impact_of(uint32_t code) {
    float impact;
    code &= UINT32_C(0xffff0000);
    memcpy(&impact, &code, sizeof impact);
    return impact;
}

INLINE int64_t frequency(const List *list, int64_t place) {
    if (list->width == 1) return ((const uint8_t *)list->tfs)[place];
    if (list->width == 2) return ((const uint16_t *)list->tfs)[place];
    return ((const uint32_t *)list->tfs)[place];
}

/* The place of a document in a block's part of a list, without branches that the processor would guess wrong; -1 if it
 * is not there. The document is given by its place in the block. */
INLINE int64_t place_of(const List *list, uint32_t document, int64_t from, int64_t to) {
    int64_t left = to - from;
    if (left < 1) return -1;
    while (left > 1) {
        const int64_t half = left / 2;
        from += (list->coded[from + half] & 0xffff) <= document ? half : 0;
        left -= half;
    }
    return (list->coded[from] & 0xffff) == document ? from : -1;
}

INLINE float impact_in(const Search *search, const List *list, const View *view, int64_t start, int32_t place_in) {
    if (!list->ids) {
        const int64_t document = start + place_in;
        if (document >= list->length) return 0;
        float tf = (float)frequency(list, document);
        return (float)search->saturation * tf / (search->norm[search->first + document] + tf);
    }
    const int64_t place = place_of(list, (uint32_t)place_in, view->from, view->to);
    return place < 0 ? 0 : impact_of(list->coded[place]);
}

#define ADD_DENSE(type)                                            \
    for (int64_t i = 0; i < count; i++) {                          \
        float tf = (float)((const type *)list->tfs)[start + i];    \
        scores[i] += most * tf / (norm[i] + tf);                   \
    }

INLINE void add(const Search *search, const List *list, const View *view, float weight, int64_t start) {
    float *restrict scores = search->scores;
    if (list->ids) {
        const uint32_t *restrict coded = list->coded;
        for (int64_t i = view->from; i < view->to; i++) scores[coded[i] & 0xffff] += weight * impact_of(coded[i]);
        return;
    }
    const float *restrict norm = search->norm + search->first + start;
    const float most = weight * (float)search->saturation;
    const int64_t count = view->to - view->from;
    if (list->width == 1) { ADD_DENSE(uint8_t) }
    else if (list->width == 2) { ADD_DENSE(uint16_t) }
    else { ADD_DENSE(uint32_t) }
}

INLINE float floor_of(const Search *search) {
    return search->counted == search->k ? search->best[0] * (float)search->slack : 0;
}

/* Note a document, and its score among the k best. 0 if there is no room for it. */
static int keep(Search *search, int32_t document, float value) {
    float *best = search->best;
    if (search->kept == search->room) {
        const float floor = floor_of(search);
        int64_t left = 0;
        for (int64_t i = 0; i < search->kept; i++)
            if (search->worth[i] >= floor) {
                search->found[left] = search->found[i];
                search->worth[left++] = search->worth[i];
            }
        search->kept = left;
        if (2 * left > search->room) return 0;
    }
    search->found[search->kept] = document;
    search->worth[search->kept++] = value;
    if (search->counted < search->k) {
        int64_t at = search->counted++;
        for (; at && best[(at - 1) / 2] > value; at = (at - 1) / 2) best[at] = best[(at - 1) / 2];
        best[at] = value;
    } else if (value > best[0]) {
        int64_t at = 0;
        for (int64_t child = 1; child < search->k; child = 2 * at + 1) {
            if (child + 1 < search->k && best[child + 1] < best[child]) child++;
            if (best[child] >= value) break;
            best[at] = best[child];
            at = child;
        }
        best[at] = value;
    }
    return 1;
}

/* The parts of the lists that lie in a block, and the most that each adds there. Their sum. */
INLINE float views_of(const List *lists, const float *weights, const float *tops, int64_t count, int64_t start,
                      int64_t stop, View *views) {
    float total = 0;
    for (int64_t t = 0; t < count; t++) {
        const List *list = &lists[t];
        float peak = tops[t];
        if (!list->ids) {
            views[t].from = start;
            views[t].to = list->length < start ? start : list->length < stop ? list->length : stop;
        } else if (list->starts) {
            views[t].from = list->starts[start / BLOCK];
            views[t].to = list->starts[start / BLOCK + 1];
            peak = list->peaks[start / BLOCK];
        } else {
            int64_t at = start ? views[t].to : 0;
            views[t].from = at;
            while (at < list->length && list->ids[at] < stop) at++;
            views[t].to = at;
        }
        views[t].bound = views[t].from < views[t].to ? weights[t] * peak : 0;
        total += views[t].bound;
    }
    return total;
}

/* How many of the postings are of documents that are worth at least so much by now. */
INLINE int64_t touched_above(const Search *search, const List *lists, const View *views, int64_t first,
                             int64_t count, float least) {
    int64_t above = 0;
    for (int64_t t = first; t < count; t++)
        for (int64_t i = views[t].from; i < views[t].to; i++)
            above += search->scores[lists[t].coded[i] & 0xffff] >= least;
    return above;
}

/* Collect what is worth at least so much from the places that lists touch, and leave zeros. How many that is. */
INLINE int64_t collect_touched(const Search *search, const List *lists, const View *views, int64_t first,
                               int64_t count, int64_t start, float least) {
    const float *barred = search->barred ? search->barred + search->first + start : 0;
    int64_t collected = 0;
    for (int64_t t = first; t < count; t++)
        for (int64_t i = views[t].from; i < views[t].to; i++) {
            const int32_t place = (int32_t)(lists[t].coded[i] & 0xffff);
            const float value = search->scores[place];
            if (value <= 0) continue;
            search->scores[place] = 0;
            if (value >= least && !(barred && barred[place] < 0)) {
                search->places[collected] = place;
                search->values[collected++] = value;
            }
        }
    return collected;
}

/* How many of some scores are at least so much. */
INLINE int32_t above(const float *scores, int64_t size, float least) {
    int32_t count = 0;
    for (int64_t i = 0; i < size; i++) count += scores[i] >= least;
    return count;
}

/* A score that at least k documents of the block have: the k-th of the maxima of groups of them; 0 for many. */
INLINE float kth_of(const float *scores, int64_t k) {
    float peaks[GROUPS], best[GROUPS / 2];
    if (k > GROUPS / 2) return 0;
    memcpy(peaks, scores, sizeof peaks);
    for (int64_t row = GROUPS; row < BLOCK; row += GROUPS)
        for (int64_t i = 0; i < GROUPS; i++) peaks[i] = scores[row + i] > peaks[i] ? scores[row + i] : peaks[i];
    for (int64_t i = 0; i < k; i++) best[i] = 0;
    for (int64_t i = 0; i < GROUPS; i++) {
        if (peaks[i] <= best[k - 1]) continue;
        int64_t at = k - 1;
        for (; at && best[at - 1] < peaks[i]; at--) best[at] = best[at - 1];
        best[at] = peaks[i];
    }
    return best[k - 1];
}

/* Collect what is worth at least so much from the whole block. How many that is; or more than `most`, if it is. */
INLINE int64_t collect(const Search *search, float least, int64_t most) {
    int64_t collected = 0;
    for (int64_t chunk = 0; chunk < BLOCK; chunk += CHUNK) {
        const float *scores = search->scores + chunk;
        const int32_t here = above(scores, CHUNK, least);
        if (!here) continue;
        if (collected + here > most && least > 0) return most + 1;
        for (int64_t i = 0; i < CHUNK; i++)
            if (scores[i] >= least && scores[i] > 0) {
                search->places[collected] = (int32_t)(chunk + i);
                search->values[collected++] = scores[i];
            }
    }
    return collected;
}

/* What adding a list to the block costs, in additions of a posting. */
INLINE int64_t costs(const List *list, const View *view) {
    return (view->to - view->from) * (list->ids ? 1 : ADDING_DENSE);
}

/* Add the waiting lists to what was collected, and note what may be among the best. 0 if there is no room. */
INLINE int settle(Search *search, const List *lists, const float *weights, const View *views, int64_t waiting,
                  float rest, float floor, int64_t start, int64_t collected) {
    for (int64_t t = waiting - 1; t >= 0; t--) {
        int64_t left = 0;
        rest -= views[t].bound;
        for (int64_t i = 0; i < collected; i++) {
            const int32_t place = search->places[i];
            float value = search->values[i];
            if (views[t].bound > 0)
                value += weights[t] * impact_in(search, &lists[t], &views[t], start, place);
            search->places[left] = place;
            search->values[left] = value;
            left += value + rest >= floor;
        }
        collected = left;
    }
    for (int64_t i = 0; i < collected; i++)
        if (search->values[i] >= floor) {
            if (!keep(search, (int32_t)(search->first + start) + search->places[i], search->values[i])) return 0;
            if (floor_of(search) > floor) floor = floor_of(search);
        }
    return 1;
}

/* Note what may be among the k best of a segment's documents.
 *
 * The lists come longest first; weights are those of the lists, and then their greatest impacts; there is a view for
 * each list. Returns 0 if there is no room for all of them, and then nothing that was noted is good for anything.
 */
MANY_PROCESSORS
int64_t clipdesk_search(Search *search, const List *lists, const float *weights, View *views, int64_t count) {
    float patience = PATIENCE;
    for (int64_t start = 0; start < search->size; start += BLOCK) {
        const int64_t stop = start + BLOCK < search->size ? start + BLOCK : search->size;
        float floor = floor_of(search);
        const float total = views_of(lists, weights, weights + count, count, start, stop, views);
        if (total < floor || total <= 0) continue;
        int64_t waiting = 0, postings = 0, dense = 0, left = 0, collected;
        float rest = 0, least;
        while (waiting < count - 1 && rest + views[waiting].bound <= patience * floor) {
            left += costs(&lists[waiting], &views[waiting]);
            rest += views[waiting++].bound;
        }
        for (int64_t t = waiting; t < count; t++) {
            add(search, &lists[t], &views[t], weights[t], start);
            postings += views[t].to - views[t].from;
            dense |= !lists[t].ids;
        }
        least = floor > rest ? floor - rest : 0;
        if (postings < SPARSELY && !dense &&
            LOOKING_UP * waiting * touched_above(search, lists, views, waiting, count, least) <= left + PASSING) {
            collected = collect_touched(search, lists, views, waiting, count, start, least);
            patience = patience * MORE < 1 ? patience * MORE : 1;
        } else {
            if (search->barred) {
                const float *restrict barred = search->barred + search->first + start;
                for (int64_t i = 0; i < stop - start; i++) search->scores[i] += barred[i];
            }
            if (search->counted < search->k) floor = kth_of(search->scores, search->k) * (float)search->slack;
            for (;; waiting--) { /* looking lists up for many documents takes longer than adding them */
                const int64_t most = waiting ? left / (LOOKING_UP * waiting) : BLOCK;
                least = floor > rest ? floor - rest : 0;
                collected = collect(search, least, most);
                if (collected <= most) {
                    if (waiting && 4 * collected < most) patience = patience * MORE < 1 ? patience * MORE : 1;
                    break;
                }
                const View *next = &views[waiting - 1];
                patience *= LESS;
                rest -= next->bound;
                left -= costs(&lists[waiting - 1], next);
                add(search, &lists[waiting - 1], next, weights[waiting - 1], start);
            }
            memset(search->scores, 0, BLOCK * sizeof(float));
        }
        if (!settle(search, lists, weights, views, waiting, rest, floor, start, collected)) return 0;
    }
    return 1;
}

/* Leave of what was noted what may still be among the k best, by number. How many that is. */
int64_t clipdesk_settled(Search *search) {
    const float floor = floor_of(search);
    int64_t left = 0;
    for (int64_t i = 0; i < search->kept; i++) {
        if (search->worth[i] < floor) continue;
        const int32_t document = search->found[i];
        int64_t at = left++;
        if (left <= FEW) /* the caller sorts more */
            for (; at && search->found[at - 1] > document; at--) search->found[at] = search->found[at - 1];
        search->found[at] = document;
    }
    return search->kept = left;
}

/* Write how often each list's term stands in each of some documents of the segment, which ascend: a row a list. */
MANY_PROCESSORS
void clipdesk_look_up(const List *lists, int64_t count, const int32_t *documents, int64_t size, int64_t *out) {
    for (int64_t t = 0; t < count; t++) {
        const List *list = &lists[t];
        for (int64_t i = 0; i < size; i++) {
            const int32_t document = documents[i], block = document / BLOCK;
            int64_t from = 0, to = list->length, tf = 0;
            if (!list->ids) {
                if (document < to) tf = frequency(list, document);
            } else {
                if (list->starts) from = list->starts[block], to = list->starts[block + 1];
                while (from < to) {
                    const int64_t middle = (from + to) / 2;
                    if (list->ids[middle] < document) from = middle + 1;
                    else to = middle;
                }
                if (from < list->length && list->ids[from] == document) tf = frequency(list, from);
            }
            out[t * size + i] = tf;
        }
    }
}

/* Code a list's impacts, as given or else made from frequencies and length normalisation, and note where each block of
 * it starts and the greatest impact there. The greatest of all. */
MANY_PROCESSORS
float clipdesk_divide(const int32_t *ids, const void *tfs, int64_t width, int64_t count, const float *impacts,
                      const float *norm, double saturation, int64_t blocks, uint32_t *coded, int32_t *starts, float *peaks) {
    const List list = {.tfs = tfs, .width = width};
    int64_t at = 0;
    float most = 0;
    for (int64_t block = 0; block < blocks; block++) {
        const int64_t stop = (block + 1) * BLOCK;
        float peak = 0;
        if (starts) starts[block] = (int32_t)at;
        for (; at < count && ids[at] < stop; at++) {
            const float tf = (float)frequency(&list, at);
            const float impact = impacts ? impacts[at] : (float)saturation * tf / (norm[ids[at]] + tf);
            uint32_t code;
            memcpy(&code, &impact, sizeof code);
            code = (code + 0x8000) & UINT32_C(0xffff0000);
            coded[at] = code | (uint32_t)(ids[at] - block * BLOCK);
            peak = impact_of(code) > peak ? impact_of(code) : peak;
        }
        if (starts) peaks[block] = peak;
        most = peak > most ? peak : most;
    }
    if (starts) starts[blocks] = (int32_t)at;
    return most;
}
