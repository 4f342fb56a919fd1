"use strict";
exports.id = 143;
exports.ids = [143];
exports.modules = {

/***/ 4143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ Masker)
/* harmony export */ });
/* harmony import */ var _secret_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1624);

const MASK = Buffer.from('***');
const NOTHING = Buffer.alloc(0);
/**
 * The part of an encoding that an idle masker may show, if the text pauses there: its beginning. Of a 20-character access
 * key, 15 characters then remain unknown.
 */
const PART_SHOWN_WHEN_IDLE = 1 / 4;
/**
 * Replaces secrets in a stream of bytes by `***`, in every encoding of {@link encodings}, also in base64 and hex that is
 * broken into lines, and in the rows of {@link DUMPS}. All other bytes pass unchanged, valid text or not. Overlapping
 * occurrences become one `***`. It does not matter how the stream is divided into chunks.
 *
 * Only bytes that may begin a secret are held back. A chunk that does not end like this passes completely.
 */
class Masker {
    #index;
    /** Bytes that are still needed: first emitted ones in which an occurrence may have begun, then those held back. */
    #kept = NOTHING;
    /** How many of the kept bytes have been emitted, in clear or as a mask. */
    #emitted = 0;
    /** Whether the last output was a mask. An occurrence that overlaps it needs no mask of its own. */
    #endedInMask = false;
    /**
     * @param secrets see {@link learn}
     * @param index the index to use: its own, or a shared one
     */
    constructor(secrets = [], index = new _secret_index_js__WEBPACK_IMPORTED_MODULE_0__/* .SecretIndex */ .X()) {
        this.#index = index;
        for (const secret of secrets)
            this.learn(secret);
    }
    /**
     * Masks another secret from now on, including in bytes that are held back. A known or blank secret, or one shorter than
     * four bytes, changes nothing.
     */
    learn(secret) {
        this.#index.learn(secret);
    }
    /** Bytes held back. */
    get heldBytes() {
        return this.#kept.length - this.#emitted;
    }
    /** Accepts a chunk and returns the output that is certain. That may be the chunk itself, not a copy. */
    write(chunk) {
        if (chunk.length > 0) {
            this.#kept = this.#kept.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#kept, chunk]);
        }
        return this.#emit(this.#find(), () => true);
    }
    /**
     * Call this when no chunk has arrived for a while, so that a prompt which ends like the beginning of a secret is shown.
     * It releases at most a quarter of a possible encoding, because the pause may be in the middle of a secret. The rest
     * stays held back, however long the pause, and is masked if it turns out to be a secret.
     */
    idle() {
        const shown = (start) => this.#kept.length - start;
        return this.#emit(this.#find(), ({ start, length }) => shown(start) > length * PART_SHOWN_WHEN_IDLE);
    }
    /** Returns the rest, including an incomplete secret. The next chunk begins a new stream. */
    end() {
        const rest = this.#emit(this.#find(), () => false);
        this.#kept = NOTHING;
        this.#emitted = 0;
        this.#endedInMask = false;
        return rest;
    }
    #find() {
        return this.#index.find(this.#kept);
    }
    #emit({ spans, candidates }, blocks) {
        let end = this.#kept.length;
        for (const candidate of candidates) {
            if (blocks(candidate))
                end = Math.min(end, Math.max(decidedEnd(spans, candidate), this.#emitted));
        }
        const output = this.#render(spans, end);
        this.#keepFrom(Math.min(end, candidates[0]?.start ?? end), end);
        return output;
    }
    /** The bytes from the last emitted one up to `end`. */
    #render(spans, end) {
        const parts = [];
        let at = this.#emitted;
        for (const span of spans) {
            if (span.end <= at)
                continue;
            if (span.start >= end)
                break;
            if (span.start > at)
                parts.push(this.#kept.subarray(at, span.start));
            if (span.start >= at || !this.#endedInMask)
                parts.push(MASK);
            at = span.end;
            this.#endedInMask = true;
        }
        if (at < end) {
            parts.push(this.#kept.subarray(at, end));
            this.#endedInMask = false;
        }
        return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    }
    #keepFrom(start, emitted) {
        // A copy, because a view would keep the whole chunk alive, and its owner may reuse it.
        this.#kept = start === this.#kept.length ? NOTHING : Buffer.from(this.#kept.subarray(start));
        this.#emitted = emitted - start;
    }
}
function asBuffer(chunk) {
    return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
/**
 * The position up to which the output does not depend on whether the candidate becomes an occurrence: the end of the span
 * that it begins in. It is not the end of an adjacent next span, because an occurrence across both would turn two masks
 * into one.
 */
function decidedEnd(spans, { start }) {
    const span = spans.find((span) => span.start <= start && start < span.end);
    return span?.end ?? start;
}


/***/ }),

/***/ 1624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ SecretIndex)
});

// EXTERNAL MODULE: ./src/masking/encodings.js
var encodings = __webpack_require__(3284);
// EXTERNAL MODULE: ./src/masking/pattern.js
var masking_pattern = __webpack_require__(5100);
// EXTERNAL MODULE: ./src/masking/byte-form.js
var byte_form = __webpack_require__(5521);
;// CONCATENATED MODULE: ./src/masking/known-bytes.js
/**
 * Which bytes follow one another in any of the secrets. A dump's window needs no more, however many secrets there are.
 */
class KnownBytes {
    #bytes = new Uint8Array(1 << 8);
    #pairs = new Uint8Array(1 << 16);
    #quads = new Set();
    /** Four spaces reveal nothing, so they are left out. */
    add(bytes) {
        let row = 0;
        let blanks = 0;
        for (let at = 0; at < bytes.length; at++) {
            const byte = bytes[at];
            row = append(row, byte);
            blanks = isBlank(byte) ? blanks + 1 : 0;
            this.#bytes[byte] = 1;
            if (at >= 1)
                this.#pairs[row >>> 16] = 1;
            if (at >= 3 && blanks < 4)
                this.#quads.add(row);
        }
    }
    /** Whether these may be in a secret, judged by the last four. Called after each byte. */
    has(row, count) {
        if (count === 1)
            return this.#bytes[row >>> 24] === 1;
        if (count < 4)
            return this.#pairs[row >>> 16] === 1;
        return this.#quads.has(row);
    }
    /** Whether the written form of any byte begins like this. For a word, this means its last byte, which comes first. */
    hasBeginning({ write, width }, beginning) {
        return this.#bytes.some((isKnown, byte) => {
            if (isKnown === 0)
                return false;
            const texts = width === 1 ? write(byte, 0) : write(0, byte);
            return texts.some((text) => text.startsWith(beginning));
        });
    }
}
/** The last four bytes of a row, the last one on top. */
function append(row, byte) {
    return (row >>> 8) | (byte << 24);
}
function isBlank(byte) {
    return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

;// CONCATENATED MODULE: ./src/masking/dump.js


/** How many consecutive bytes of a secret are masked. Fewer occur in any dump by chance. */
const WINDOW_BYTES = 4;
/**
 * How many bytes after a window are searched for the row's text. The longest row of xxd, 256 bytes, is longer and shows
 * less.
 */
const TEXT_REACH = 256;
const LIST_GAPS = [':', '-', ',', ', ', ' 0x', ',0x', ', 0x', '\\x'];
const JSON_GAPS = [',', ', ', ...[2, 4, 6, 8].map((blanks) => `,\n${' '.repeat(blanks)}`)];
const DUMPS = [
    // xxd, hexdump -C, od -tx1, Node's <Buffer …>, which write two bytes as one or not; blanks as any of them has.
    {
        form: byte_form/* HEX_BYTE */.$B,
        gaps: ['  ', ' ', ''],
        rows: [['  '], [' '], ['', ' '], [' ', ''], ['', '  '], ['  ', '']],
        hasText: true,
    },
    // openssl, .NET, C and xxd -i, Python's bytes.
    ...LIST_GAPS.map((gap) => dumpWith(byte_form/* HEX_BYTE */.$B, gap)),
    // hexdump and od -x; hexdump -x.
    ...[' ', '    '].map((gap) => dumpWith(byte_form/* HEX_WORD */.DI, gap)),
    // od -b, and C; od.
    ...[' ', '\\'].map((gap) => dumpWith(byte_form/* OCTAL_BYTE */.nQ, gap)),
    dumpWith(byte_form/* OCTAL_WORD */.ZC, ' '),
    // JSON on one line and on many, and Python.
    ...JSON_GAPS.map((gap) => dumpWith(byte_form/* DECIMAL_BYTE */.fo, gap)),
    // od -tu1; od -c and hexdump -c.
    ...[byte_form/* DECIMAL_CELL */.FM, byte_form/* CHARACTER_CELL */.Xr].map((form) => dumpWith(form, '')),
];
function dumpWith(form, gap) {
    return { form, gaps: [gap], rows: [[gap]] };
}
/** By how many characters gaps of one dump differ. */
function gapSpread({ gaps }) {
    const lengths = gaps.map((gap) => gap.length);
    return Math.max(...lengths) - Math.min(...lengths);
}
/** The end of a window that begins at `start`, or `ABSENT` or `CUT_OFF`. */
function matchWindow({ form, gaps }, data, start, known) {
    let row = 0;
    let count = 0;
    let joined = 0;
    for (let at = start;;) {
        const end = form.read(data, at);
        if (end < 0)
            return end;
        const value = form.value(data, at, end);
        for (let byte = 0; byte < form.width; byte++) {
            row = append(row, (value >>> (8 * byte)) & 0xff);
            count += 1;
            if (!known.has(row, count))
                return byte_form/* ABSENT */.sj;
        }
        if (count >= WINDOW_BYTES)
            return mixesCases(data, start, end) ? byte_form/* ABSENT */.sj : end;
        at = skipGap(gaps, data, end);
        if (at < 0)
            return at;
        joined = at === end ? joined + 1 : 0;
        if (joined > mostJoined(gaps))
            return byte_form/* ABSENT */.sj;
    }
}
/** Digits are in upper or in lower case; the x of `0x` is neither. */
function mixesCases(data, start, end) {
    let cases = 0;
    for (let at = start; at < end; at++) {
        const code = data[at];
        if (byte_form/* DIGITS */.x5[code] >= 10 && byte_form/* DIGITS */.x5[code] < 16)
            cases |= code & 0x20 ? 1 : 2;
    }
    return cases === 3;
}
/**
 * Gaps in a row that may be empty: xxd writes two bytes as one. Text without any gaps, such as a digest, is not a dump.
 */
function mostJoined(gaps) {
    return gaps.length > 1 ? 1 : WINDOW_BYTES;
}
/** The dumps that may continue after a byte with a character, by that character. They have one form. */
function dumpsByFollower(dumps) {
    const found = Array.from({ length: 256 }, () => []);
    for (const dump of dumps)
        for (const code of followers(dump))
            found[code]?.push(dump);
    return found;
}
function followers({ form, gaps }) {
    const next = gaps.includes('') ? Array.from({ length: 256 }, (_, byte) => form.write(byte, byte)) : [];
    const texts = [...next.flat(), ...gaps.filter((gap) => gap !== '')];
    return new Set(texts.map((text) => text.charCodeAt(0)));
}
function skipGap(gaps, data, at) {
    for (const gap of gaps) {
        const length = commonLength(gap, data, at);
        if (length === gap.length)
            return at + length;
        if (at + length === data.length)
            return byte_form/* CUT_OFF */.Vk;
    }
    return byte_form/* ABSENT */.sj;
}
function commonLength(text, data, at) {
    let length = 0;
    while (length < text.length && data[at + length] === text.charCodeAt(length))
        length += 1;
    return length;
}
/** The bytes of a window as the text of the row shows them; their form is of one byte each. */
function windowText({ form, gaps }, data, start, end) {
    const bytes = [];
    for (let at = start; at < end;) {
        const next = form.read(data, at);
        bytes.push(form.value(data, at, next));
        at = next === end ? end : skipGap(gaps, data, next);
    }
    return Buffer.from(bytes.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
}
/** Each byte or word of these as a form writes it, in lower case. */
function writeUnits({ write, width }, bytes) {
    const units = [];
    for (let at = 0; at < bytes.length; at += width) {
        units.push(write(bytes[at], bytes[at + 1] ?? 0)[0]);
    }
    return units;
}

;// CONCATENATED MODULE: ./src/masking/gram-filter.js

/** The length of a gram in bytes, unless a pattern is shorter. Four hex digits in a row occur in many logs by chance. */
const GRAM_BYTES = 5;
/** Bits of the filter: 128 KB, which stay in the processor's nearer caches. It has room for a session's secrets. */
const SMALLEST = 20;
const LARGEST = 23;
/** Bits for each gram. With several, little other text passes. */
const BITS_PER_GRAM = 24;
const KINDS = 18;
/** Folds upper and lower case, because hex digits occur in both and are added once. */
const FOLD = 0xdfdfdfdf | 0;
const FOLD_ONE = 0xdf;
/**
 * A set of sequences of five bytes, each with the kinds of text that it may belong to. It sometimes reports a sequence that
 * was not added, and never misses one that was.
 */
class GramFilter {
    #shift = 32 - SMALLEST;
    #bits = new Int32Array(1 << (SMALLEST - 5));
    /** It may be larger than the bits, because it is read only after them. */
    #kinds = new Uint8Array(1 << KINDS);
    #size = 0;
    /** The mask for the fifth byte: zero if grams have four bytes. */
    #fifth = FOLD_ONE;
    /** Whether so many grams were added that it reports too much. It must then be filled again. */
    get isFull() {
        return this.#size * BITS_PER_GRAM > this.#bits.length * 32 && this.#shift > 32 - LARGEST;
    }
    /** Empties it, with room for twice as much. */
    enlarge() {
        this.#shift -= 1;
        this.#bits = new Int32Array(this.#bits.length * 2);
        this.#size = 0;
    }
    /** Empties it. Grams then have four bytes, for patterns that are no longer. */
    shorten() {
        this.#fifth = 0;
        this.#bits.fill(0);
        this.#kinds.fill(0);
        this.#size = 0;
    }
    /**
     * Adds the gram at each position from `from` up to, not including, `to`.
     *
     * @param kind one bit of eight
     */
    add(bytes, from, to, kind) {
        const bits = this.#bits;
        const kinds = this.#kinds;
        const shift = this.#shift;
        for (let at = from; at < to; at++) {
            const gram = join((0,byte_form/* gramAt */.Xq)(bytes, at), bytes[at + 4] & this.#fifth);
            const entry = bitOf(gram, shift);
            const mask = 1 << (entry & 31);
            const word = bits[entry >>> 5];
            if ((word & mask) === 0)
                this.#size += 1;
            bits[entry >>> 5] = word | mask;
            const place = kindsOf(gram);
            kinds[place] = kinds[place] | kind;
        }
    }
    /**
     * The first position from `start`, in strides, whose gram is in the set, or one beyond the last position with five bytes.
     * For a log without secrets, this loop is nearly all that the masker does, so it uses a view, which reads four bytes at a
     * time.
     */
    next(view, data, start, stride) {
        const bits = this.#bits;
        const kinds = this.#kinds;
        const shift = this.#shift;
        const fifth = this.#fifth;
        const lastGram = data.length - GRAM_BYTES;
        let at = start;
        while (at <= lastGram) {
            const gram = join(view.getInt32(at, true), data[at + 4] & fifth);
            const entry = bitOf(gram, shift);
            if (((bits[entry >>> 5] >>> (entry & 31)) & 1) !== 0 && kinds[kindsOf(gram)] !== 0)
                break;
            at += stride;
        }
        return at;
    }
    /** The kinds of the gram at a position that {@link next} has found. */
    kindsAt(data, at) {
        return this.#kinds[kindsOf(join((0,byte_form/* gramAt */.Xq)(data, at), data[at + 4] & this.#fifth))];
    }
}
/** Five bytes, hashed into four. */
function join(four, fifth) {
    return (four & FOLD) ^ Math.imul(fifth, 0x85ebca6b);
}
/** Fibonacci hashing: the upper bits of the product with 2^32 divided by the golden ratio. */
function bitOf(gram, shift) {
    return Math.imul(gram, 0x9e3779b1) >>> shift;
}
/** By another odd number, so that what collides there does not here. */
function kindsOf(gram) {
    return Math.imul(gram ^ (gram >>> 15), 0x85ebca6b) >>> (32 - KINDS);
}

;// CONCATENATED MODULE: ./src/masking/pattern-index.js





/** The length of the shortest possible pattern, in bytes. */
const SHORTEST_PATTERN = 4;
/** The bits of the hash of a pattern's first four bytes. There are more values than lists, so false matches are rare. */
const HASH_BITS = 16;
const LIST_BITS = 13;
/** Bytes that are searched without the filter, because filling it takes longer (measured: 30 ms). Short logs need no more. */
const UNFILTERED_BYTES = 4096;
/** The length that a started window of a dump counts as, in bytes: about that of the shortest ones. */
const WINDOW_LENGTH = 11;
/** Folds upper and lower case. */
const pattern_index_FOLD_ONE = 0xdf;
const FOLD_TWO = 0xdfdf;
/** The filter's bit for a gram of a pattern; the forms of bytes in dumps have others. */
const PATTERN = 1;
const ANY_FORM = 0xff - PATTERN;
let kinds;
/** Created on first use, because many programs that load this mask nothing. */
function dumpKinds() {
    kinds ??= [...new Set(DUMPS.map(({ form }) => form))].map((form, index) => {
        const dumps = DUMPS.filter((dump) => dump.form === form);
        return { form, bit: 2 << index, dumps, byFollower: dumpsByFollower(dumps) };
    });
    return kinds;
}
/**
 * Finds many patterns at once, after Wu and Manber, "A fast algorithm for multi-pattern searching" (1994). It looks only at
 * every fourth position: whether its five bytes occur at one of the first four offsets of any pattern. If so, it compares
 * the positions just before. Unlike an Aho-Corasick automaton, it needs only the patterns' own bytes and a filter, so a job
 * can learn new secrets for days.
 *
 * Rows of a dump can begin anywhere in a secret, so there are no patterns for them. Where the filter reports a possible
 * row, it is decoded, and its bytes are looked up.
 */
class PatternIndex {
    /** Bytes of the shortest pattern, of those that no line break can part: a gram at each stride has to lie in them. */
    #shortest = masking_pattern/* UNBROKEN */.Vt;
    /** Filled once the first bytes have been searched without it. */
    #filter;
    /** How many more bytes are searched without the filter. */
    #unfilteredBytes;
    #dumped = [];
    /** By the hash of their first four bytes. */
    #patterns = new Array(1 << LIST_BITS);
    /** Whether a list has entries. This check is cheaper, and lists are nearly always empty. */
    #hasStart = new Uint8Array(1 << HASH_BITS);
    /** For finding patterns that exist already. */
    #byEnd = new Array(1 << LIST_BITS);
    /**
     * The length of the shortest pattern by its first one, two and three bytes, for the data's last bytes, which are too
     * few for a hash.
     */
    #shortestByStart = new Map();
    #known = new KnownBytes();
    #kinds = dumpKinds();
    /** The bits of the forms that may begin a window with two characters, by these characters in lower and upper case. */
    #formsByStart = new Uint8Array(1 << 16);
    /** The same by only the first character, for the data's last byte. */
    #formsByFirst = new Uint8Array(1 << 8);
    /** Whether a text begins the written form of a secret's byte, by form. Computed once for each text. */
    #beginnings = [];
    constructor(unfilteredBytes = UNFILTERED_BYTES) {
        this.#unfilteredBytes = unfilteredBytes;
    }
    /** @param pattern a pattern of at least four bytes. An existing one changes nothing. */
    add(pattern) {
        const { bytes, start, end } = pattern;
        // Keys of one kind begin in the same way and end differently.
        const ending = listOf(hashAt(bytes, end - SHORTEST_PATTERN));
        for (let known = this.#byEnd[ending]; known !== undefined; known = known.next) {
            if ((0,masking_pattern/* isSame */.Ft)(pattern, known.pattern))
                return;
        }
        this.#byEnd[ending] = { pattern, next: this.#byEnd[ending] };
        const hash = hashAt(bytes, start);
        const place = listOf(hash);
        this.#patterns[place] = { pattern, next: this.#patterns[place] };
        this.#hasStart[hash] = 1;
        let beginning = 1;
        for (let at = start; at < start + SHORTEST_PATTERN - 1; at++) {
            beginning = joinByte(beginning, bytes[at]);
            const shortest = this.#shortestByStart.get(beginning);
            if (shortest === undefined || shortest > end - start)
                this.#shortestByStart.set(beginning, end - start);
        }
        this.#allow(end - start);
        if (this.#filter !== undefined)
            this.#note(this.#filter, pattern);
        if (this.#filter?.isFull)
            this.#enlarge(this.#filter);
    }
    /** Also finds at least four consecutive bytes of these in dumps. */
    addDumps(bytes) {
        this.#known.add(bytes);
        this.#dumped.push(bytes);
        this.#noteStarts(bytes);
        this.#beginnings = this.#kinds.map(() => new Map());
        if (this.#filter !== undefined)
            this.#noteDumps(this.#filter, bytes);
        if (this.#filter?.isFull)
            this.#enlarge(this.#filter);
    }
    get #stride() {
        return Math.max(1, this.#shortest - GRAM_BYTES + 1);
    }
    /** Makes the stride small enough to find patterns of this length. */
    #allow(length) {
        const before = this.#shortest;
        this.#shortest = Math.min(before, length);
        if (this.#filter !== undefined && before >= GRAM_BYTES && this.#shortest < GRAM_BYTES) {
            this.#filter.shorten();
            this.#noteAll(this.#filter);
        }
    }
    #note(filter, { bytes, start }) {
        filter.add(bytes, start, start + this.#stride, PATTERN);
    }
    /** Notes how windows of these bytes may begin. */
    #noteStarts(bytes) {
        const distinct = [...new Set(bytes)];
        for (const { form, bit, dumps } of this.#kinds) {
            for (const byte of distinct) {
                const [text = ''] = form.width === 1 ? form.write(byte, 0) : form.write(0, byte);
                const texts = text.length > 1 ? [text] : dumps.flatMap(({ gaps }) => gaps.map((gap) => text + gap));
                for (const start of texts)
                    this.#noteStart(startAt(Buffer.from(start), 0), bit);
            }
        }
    }
    #noteStart(characters, bit) {
        this.#formsByStart[characters] = this.#formsByStart[characters] | bit;
        const first = characters & 0xff;
        this.#formsByFirst[first] = this.#formsByFirst[first] | bit;
    }
    #noteDumps(filter, bytes) {
        for (const kind of this.#kinds) {
            const { form, dumps } = kind;
            const places = form.width === 1 ? [bytes] : [bytes, bytes.subarray(1)];
            for (const units of places.map((place) => writeUnits(form, place))) {
                for (const dump of dumps)
                    this.#noteRows(filter, units, dump, kind);
            }
        }
    }
    #noteRows(filter, units, dump, kind) {
        const spread = gapSpread(dump);
        for (const gaps of dump.rows)
            this.#noteRow(filter, units, gaps, spread, kind);
    }
    /**
     * The grams that a window may be recognized by, at each unit that one may begin with.
     *
     * @param spread how many characters nearer a gram may be to the window's start, after a gap that is shorter than here
     */
    #noteRow(filter, units, gaps, spread, { form, bit }) {
        const starts = [];
        let text = '';
        for (let index = 0; index < units.length; index++) {
            starts.push(text.length);
            text += units[index] + gaps[index % gaps.length];
        }
        const row = Buffer.from(text, 'latin1');
        const last = WINDOW_BYTES / form.width - 1;
        let noted = 0;
        for (let index = 0; index + last < units.length; index++) {
            const start = starts[index];
            this.#allow(starts[index + last] + units[index + last].length - start);
            const end = start + this.#stride + spread;
            filter.add(row, Math.max(start, noted), end, bit);
            noted = end;
        }
    }
    #fillFilter() {
        const filter = new GramFilter();
        this.#filter = filter;
        if (this.#shortest < GRAM_BYTES)
            filter.shorten();
        this.#noteAll(filter);
        while (filter.isFull)
            this.#enlarge(filter);
        return filter;
    }
    #enlarge(filter) {
        filter.enlarge();
        this.#noteAll(filter);
    }
    #noteAll(filter) {
        for (let known of this.#patterns) {
            for (; known !== undefined; known = known.next)
                this.#note(filter, known.pattern);
        }
        for (const bytes of this.#dumped)
            this.#noteDumps(filter, bytes);
    }
    /** All occurrences in the data, and what may become one when more data comes. */
    find(data) {
        const findings = { spans: [], candidates: [] };
        this.#unfilteredBytes -= data.length;
        const rest = this.#unfilteredBytes < 0 ? this.#findFiltered(data, findings) : 0;
        for (let start = rest; start < data.length; start++) {
            this.#compareAt(data, start, PATTERN | ANY_FORM, findings);
        }
        return { ...findings, spans: inOrder(findings.spans) };
    }
    /** @returns where the last stride begins: the filter does not show what begins there, or ends beyond the data */
    #findFiltered(data, findings) {
        this.#filter ??= this.#fillFilter();
        const view = new DataView(data.buffer, data.byteOffset, data.length);
        const lastGram = data.length - GRAM_BYTES;
        const stride = this.#stride;
        let at = this.#filter.next(view, data, stride - 1, stride);
        while (at <= lastGram) {
            this.#compareBefore(data, at, this.#filter.kindsAt(data, at), findings);
            at = this.#filter.next(view, data, at + stride, stride);
        }
        return at - stride + 1;
    }
    /** What begins at a position with a gram of these kinds, or up to a stride before it. */
    #compareBefore(data, position, kinds, findings) {
        for (let start = position - this.#stride + 1; start <= position; start++) {
            this.#compareAt(data, start, kinds, findings);
        }
    }
    #compareAt(data, start, bits, findings) {
        if ((bits & PATTERN) !== 0)
            this.#comparePatterns(data, start, findings);
        const isLast = start + 1 === data.length;
        const forms = isLast
            ? this.#formsByFirst[data[start] & pattern_index_FOLD_ONE]
            : this.#formsByStart[startAt(data, start)];
        const mayBegin = bits & forms;
        if (mayBegin !== 0)
            this.#readDumps(data, start, mayBegin, findings);
    }
    #comparePatterns(data, start, { spans, candidates }) {
        if (start > data.length - SHORTEST_PATTERN) {
            const length = this.#shortestByStart.get(joinBytes(data, start, data.length));
            if (length !== undefined)
                candidates.push({ start, length });
            return;
        }
        const hash = hashAt(data, start);
        if (this.#hasStart[hash] === 0)
            return;
        let known = this.#patterns[listOf(hash)];
        let longest = start;
        for (; known !== undefined; known = known.next) {
            const { pattern } = known;
            const end = (0,masking_pattern/* match */.YW)(pattern, data, start);
            if (end === byte_form/* CUT_OFF */.Vk)
                candidates.push({ start, length: pattern.end - pattern.start });
            else if (end !== byte_form/* ABSENT */.sj)
                longest = Math.max(longest, end);
        }
        if (longest > start)
            spans.push({ start, end: longest });
    }
    #readDumps(data, start, bits, findings) {
        for (let index = 0; index < this.#kinds.length; index += 1) {
            const { form, bit, dumps, byFollower } = this.#kinds[index];
            if ((bits & bit) === 0)
                continue;
            const end = form.read(data, start);
            if (end === byte_form/* ABSENT */.sj || (end === byte_form/* CUT_OFF */.Vk && !this.#mayBegin(index, data, start)))
                continue;
            const isCutOff = end < 0 || end >= data.length;
            const possible = isCutOff ? dumps : byFollower[data[end]];
            for (const dump of possible)
                this.#readDump(dump, data, start, findings);
        }
    }
    #mayBegin(index, data, start) {
        const { form } = this.#kinds[index];
        const end = form.width === 1 ? data.length : start + 1;
        const answers = this.#beginnings[index];
        const beginning = joinBytes(data, start, end);
        const known = answers.get(beginning);
        if (known !== undefined)
            return known;
        const isKnown = this.#known.hasBeginning(form, String.fromCharCode(...data.subarray(start, end)));
        answers.set(beginning, isKnown);
        return isKnown;
    }
    #readDump(dump, data, start, { spans, candidates }) {
        const end = matchWindow(dump, data, start, this.#known);
        if (end === byte_form/* CUT_OFF */.Vk)
            candidates.push({ start, length: WINDOW_LENGTH });
        if (end < 0)
            return;
        spans.push({ start, end });
        if (dump.hasText)
            findText(dump, data, { start, end }, { spans, candidates });
    }
}
/** Finds the bytes of a window again as text, in the rest of its row. */
function findText(dump, data, window, { spans, candidates }) {
    const text = windowText(dump, data, window.start, window.end);
    const rest = Buffer.from(data.buffer, data.byteOffset + window.end, data.length - window.end).subarray(0, TEXT_REACH);
    const newline = rest.indexOf(0x0a);
    if (newline < 0 && rest.length < TEXT_REACH)
        candidates.push({ start: window.start, length: Infinity });
    const row = newline < 0 ? rest : rest.subarray(0, newline);
    for (let at = row.indexOf(text); at >= 0; at = row.indexOf(text, at + 1)) {
        spans.push({ start: window.end + at, end: window.end + at + text.length });
    }
}
/** Up to six bytes as one number, which also encodes how many they are. */
function joinBytes(bytes, from, to) {
    let joined = 1;
    for (let at = from; at < to; at++)
        joined = joinByte(joined, bytes[at]);
    return joined;
}
function joinByte(joined, byte) {
    return joined * 256 + byte;
}
function hashAt(bytes, at) {
    return Math.imul((0,byte_form/* gramAt */.Xq)(bytes, at), 0x9e3779b1) >>> (32 - HASH_BITS);
}
function listOf(hash) {
    return hash >>> (HASH_BITS - LIST_BITS);
}
function startAt(bytes, at) {
    return (bytes[at] | (bytes[at + 1] << 8)) & FOLD_TWO;
}
/** The occurrences in order, those that overlap as one. */
function inOrder(occurrences) {
    const spans = [];
    for (const span of occurrences.sort((one, other) => one.start - other.start)) {
        const last = spans.at(-1);
        if (last !== undefined && span.start < last.end)
            last.end = Math.max(last.end, span.end);
        else
            spans.push(span);
    }
    return spans;
}

;// CONCATENATED MODULE: ./src/masking/secret-index.js



/** The secrets that one or several maskers search for. */
class SecretIndex {
    #secrets = new Set();
    #patterns;
    #waiting = [];
    #unfilteredBytes;
    /** @param unfilteredBytes how many bytes are searched without a filter, which takes long to fill (4096) */
    constructor(unfilteredBytes) {
        this.#unfilteredBytes = unfilteredBytes;
    }
    /** Adds a secret. A known or blank secret, or one shorter than four bytes, changes nothing. */
    learn(secret) {
        if (!(0,encodings/* isMaskable */.h_)(secret) || this.#secrets.has(secret))
            return;
        this.#secrets.add(secret);
        this.#waiting.push(secret);
    }
    /** See {@link PatternIndex.find}. */
    find(data) {
        if (data.length === 0)
            return { spans: [], candidates: [] };
        this.#patterns ??= new PatternIndex(this.#unfilteredBytes);
        // Added only when there is something to search: each takes milliseconds, and a program may write nothing.
        for (const secret of this.#waiting)
            addSecret(this.#patterns, secret);
        this.#waiting = [];
        return this.#patterns.find(data);
    }
}
function addSecret(patterns, secret) {
    for (const pattern of (0,masking_pattern/* patternsOf */.D4)(secret))
        patterns.add(pattern);
    patterns.addDumps(Buffer.from(secret));
}


/***/ })

};
;