/*
 * Strings that the guest has made, each once, with how it arose, where and how often.
 *
 * Two strings are taken for the same if their lengths, beginnings and ends are: looking at all of a
 * long one each time it is returned would make a program quadratic. What is short, or (once there
 * are enough of such) has nothing of what analysts look for, is only counted.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

enum { SHORTEST = 4, GROWING_CHARACTERS = 4, COMPARED_CHARACTERS = 16, HASHED_CHARACTERS = 64, KEPT_BYTES = 4096, GROWN_CHARACTERS = 4096 };
enum { MOST_PIECES = 128, MOST_STEPS = 512, PIECED_CHARACTERS = 8192 };

/* When there is so much that is new, Python is told to take it. */
enum { TAKEN_STRINGS = 1024, TAKEN_BYTES = 256 * 1024 };

uint32_t length_of(JSValue value)
{
    if (value.tag == TAG_ROPE)
        return ((const struct rope *)value.u.pointer)->length;
    return ((const struct string *)value.u.pointer)->length;
}

static uint16_t character(const struct string *string, const void *characters, uint32_t at)
{
    return string->is_wide ? ((const uint16_t *)characters)[at] : ((const uint8_t *)characters)[at];
}

/* ---- short ways into ropes */

static const struct string *leaf(JSValue value, bool is_first)
{
    while (value.tag == TAG_ROPE) {
        const struct rope *rope = value.u.pointer;
        JSValue right = rope->right;
        bool is_right_empty = right.tag == TAG_STRING && ((struct string *)right.u.pointer)->length == 0;
        value = is_first || is_right_empty ? rope->left : right;
    }
    return value.tag == TAG_STRING ? value.u.pointer : NULL;
}

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t hash_characters(uint64_t hash, const uint16_t *characters, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        hash = mix(hash, characters[i]);
    return hash;
}

static uint64_t hash_part(uint64_t hash, const struct string *s, uint32_t from, uint32_t to)
{
    const void *characters = characters_of(s);
    for (uint32_t i = from; i < to; i++)
        hash = mix(hash, character(s, characters, i));
    return hash;
}

/* Copies characters from one end of a text, in order: those of a rope are in pieces. Returns how many. */
static uint32_t copy_end(JSValue value, bool is_start, uint16_t *out, uint32_t room)
{
    JSValue left[MOST_PIECES];
    uint32_t pieces = 0, count = 0;
    left[pieces++] = value;
    for (int step = 0; pieces > 0 && count < room && step < MOST_STEPS; step++) {
        value = left[--pieces];
        if (value.tag == TAG_ROPE) {
            const struct rope *rope = value.u.pointer;
            if (pieces + 2 > MOST_PIECES)
                break;
            left[pieces++] = is_start ? rope->right : rope->left;
            left[pieces++] = is_start ? rope->left : rope->right;
        } else if (value.tag == TAG_STRING) {
            const struct string *s = value.u.pointer;
            const void *characters = characters_of(s);
            uint32_t more = s->length < room - count ? s->length : room - count;
            for (uint32_t i = 0; i < more; i++) {
                uint32_t at = is_start ? i : s->length - 1 - i;
                out[is_start ? count + i : room - 1 - count - i] = character(s, characters, at);
            }
            count += more;
        }
    }
    return count;
}

/* Returns a number for a text, from its length, beginning and end: the same for a rope as for one in one piece. */
uint64_t hash_of(JSValue value)
{
    uint32_t length = length_of(value);
    uint64_t hash = length;
    if (value.tag == TAG_STRING) {
        const struct string *s = value.u.pointer;
        uint32_t head = length < HASHED_CHARACTERS ? length : HASHED_CHARACTERS;
        hash = hash_part(hash, s, 0, head);
        if (length > HASHED_CHARACTERS)
            hash = hash_part(hash, s, length - HASHED_CHARACTERS, length);
    } else {
        uint16_t end[HASHED_CHARACTERS];
        hash = hash_characters(hash, end, copy_end(value, true, end, HASHED_CHARACTERS));
        if (length > HASHED_CHARACTERS) {
            uint32_t count = copy_end(value, false, end, HASHED_CHARACTERS);
            hash = hash_characters(hash, end + HASHED_CHARACTERS - count, count);
        }
    }
    return hash ? hash : 1;
}

static uint16_t character_at(JSValue value, uint32_t at)
{
    while (value.tag == TAG_ROPE) {
        const struct rope *rope = value.u.pointer;
        uint32_t left = length_of(rope->left);
        value = at < left ? rope->left : rope->right;
        at -= at < left ? 0 : left;
    }
    const struct string *s = value.u.pointer;
    return value.tag == TAG_STRING && at < s->length ? character(s, characters_of(s), at) : 0;
}

/* ---- the table */

static bool make_slots(struct tracer *t)
{
    if (t->found_count * 2 < t->slot_room)
        return true;
    uint32_t room = t->slot_room ? t->slot_room * 2 : 1024;
    uint32_t *slots = take(NULL, room * sizeof(*slots));
    if (slots == NULL)
        return false;
    memset(slots, 0xff, room * sizeof(*slots));
    for (uint32_t i = 0; i < t->found_count; i++) {
        uint32_t at = (uint32_t)t->found[i].hash & (room - 1);
        while (slots[at] != NO_ID)
            at = (at + 1) & (room - 1);
        slots[at] = i;
    }
    give(t->slots);
    t->slots = slots;
    t->slot_room = room;
    return true;
}

/* Returns the slot of a text, or the free one that would be its. */
static uint32_t *slot_of(const struct tracer *t, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (t->slot_room - 1);
    while (t->slots[at] != NO_ID && t->found[t->slots[at]].hash != hash)
        at = (at + 1) & (t->slot_room - 1);
    return &t->slots[at];
}

static bool make_found_room(struct tracer *t)
{
    if (t->found_count < t->found_room)
        return true;
    uint32_t room = t->found_room ? t->found_room * 2 : 256;
    struct found *found = take(t->found, room * sizeof(*found));
    if (found == NULL)
        return false;
    t->found = found;
    t->found_room = room;
    return true;
}

/* Tells whether a string has nothing of an address, a path, a command or an encoded text. */
static bool is_dull(JSValue value)
{
    const struct string *s = leaf(value, true);
    if (s == NULL || s->length != length_of(value) || s->length >= 24)
        return false;
    const void *characters = characters_of(s);
    for (uint32_t i = 0; i < s->length; i++) {
        uint16_t c = character(s, characters, i);
        if (c == '/' || c == '\\' || c == ':' || c == '%' || c == '.' || c == '-' || c == '=')
            return false;
    }
    return true;
}

/* Keeps the beginning of a text. Turned into bytes whole, a long rope would cost its length each time. */
static void keep(struct tracer *t, struct found *found, JSValue value)
{
    static uint16_t start[KEPT_BYTES];
    bool is_long = value.tag == TAG_ROPE || length_of(value) > KEPT_BYTES;
    if (is_long)
        value = JS_NewStringUTF16(t->context, start, copy_end(value, true, start, KEPT_BYTES));
    size_t bytes = 0;
    const char *text = is_text(value) ? JS_ToCStringLen2(t->context, &bytes, value, false) : NULL;
    if (is_long)
        JS_FreeValue(t->context, value);
    if (text == NULL) { /* no memory for it in the guest's heap: the guest must not see that */
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    found->bytes = (uint32_t)(bytes > KEPT_BYTES ? KEPT_BYTES : bytes);
    while (found->bytes < bytes && found->bytes > 0 && ((uint8_t)text[found->bytes] & 0xc0) == 0x80)
        found->bytes--;
    found->is_cut = found->bytes < bytes;
    found->text = take(NULL, found->bytes + 1);
    if (found->text != NULL)
        memcpy(found->text, text, found->bytes);
    else
        found->bytes = 0;
    t->text_bytes += found->bytes;
    JS_FreeCString(t->context, text);
}

/* Notes a text of this length and hash; `value` is all of it, or its beginning. */
static void note(struct tracer *t, uint64_t hash, uint32_t length, JSValue value, uint32_t how, uint32_t where)
{
    if (!t->is_active || !make_slots(t))
        return;
    uint32_t *slot = slot_of(t, hash);
    if (*slot != NO_ID) {
        t->found[*slot].count++;
        return;
    }
    bool dull = is_dull(value);
    if (t->found_count >= t->limits.strings || (dull && t->dull_count >= t->limits.dull_strings) ||
        !make_found_room(t)) {
        t->strings_dropped++;
        return;
    }
    t->dull_count += dull;
    struct found found = { .hash = hash, .count = 1, .how = how, .where = where, .length = length };
    if (how < HOW_RETURN)
        found.place = current_place(t);
    keep(t, &found, value);
    found.is_cut |= length > KEPT_BYTES || length_of(value) < length;
    *slot = t->found_count;
    t->found[t->found_count++] = found;
    if (t->found_count - t->found_taken >= TAKEN_STRINGS || t->text_bytes >= TAKEN_BYTES) {
        t->callbacks.on_full();
        *t->interrupt_counter = 1; /* that took its time, of which the engine knows nothing */
    }
}

/* Notes a string that the guest has made. */
void see(struct tracer *t, JSValue value, uint32_t how, uint32_t where)
{
    uint32_t length = length_of(value);
    if (length >= SHORTEST)
        note(t, hash_of(value), length, value, how, where);
}

/* ---- strings that grow at one place, piece by piece */

static bool make_text_room(struct site *site, uint32_t wanted)
{
    if (wanted <= site->room)
        return true;
    uint32_t room = site->room ? site->room * 2 : 64;
    while (room < wanted)
        room *= 2;
    uint16_t *text = take(site->text, room * sizeof(*text));
    if (text == NULL)
        return false;
    site->text = text;
    site->room = room;
    return true;
}

/* Tells whether the value is, by its first character and some before the end, what the site had, with
 * something behind it. */
static bool continues(const struct site *site, JSValue value)
{
    uint32_t length = site->length;
    if (length == 0 || length_of(value) <= length || character_at(value, 0) != site->text[0])
        return false;
    for (uint32_t at = length > COMPARED_CHARACTERS ? length - COMPARED_CHARACTERS : 0; at < length; at++) {
        bool is_kept = at < GROWN_CHARACTERS;
        if (character_at(value, at) != site->text[is_kept ? at : GROWN_CHARACTERS + at % HASHED_CHARACTERS])
            return false;
    }
    return true;
}

/* Adds one character to what a site has. Of what is beyond the kept ones only the last stay, behind
 * them, each at its place modulo their number. Requires: room for them all. */
static void add_character(struct site *site, uint16_t c)
{
    if (site->kept < GROWN_CHARACTERS)
        site->text[site->kept++] = c;
    else
        site->text[GROWN_CHARACTERS + site->length % HASHED_CHARACTERS] = c;
    site->length++;
}

/* Copies what is new, from the last leaf, or from the last few of a rope. */
static bool append(struct site *site, JSValue value)
{
    static uint16_t pieces[PIECED_CHARACTERS];
    const struct string *last = leaf(value, false);
    uint32_t length = length_of(value), added = length - site->length, room = GROWN_CHARACTERS - site->kept;
    bool is_pieced = last != NULL && last->length < added;
    if (last == NULL || (is_pieced && (added > PIECED_CHARACTERS || copy_end(value, false, pieces, added) < added)))
        return false;
    if (!make_text_room(site, added > room ? GROWN_CHARACTERS + HASHED_CHARACTERS : site->kept + added))
        return false;
    const void *characters = characters_of(last);
    for (uint32_t i = 0; i < added; i++) {
        if (i >= room && added - i > HASHED_CHARACTERS) { /* neither kept nor among the last */
            i = added - HASHED_CHARACTERS;
            site->length = length - HASHED_CHARACTERS;
        }
        add_character(site, is_pieced ? pieces[i] : character(last, characters, last->length - added + i));
    }
    return true;
}

/* Begins anew with this value; false if it is a rope whose end is in too many pieces. */
static bool begin_growing(struct site *site, JSValue value)
{
    site->length = site->kept = 0;
    if (append(site, value))
        return true;
    site->length = site->kept = 0;
    return false;
}

/*
 * Notes a string at a place where strings are put together. Holding on to it would make the engine
 * copy it at the next step, so what is new is copied each time, and looked at as a whole when the
 * next string there is not a continuation.
 */
void grow(struct tracer *t, uint32_t number, JSValue value)
{
    if (number >= t->site_count)
        return;
    struct site *site = &t->sites[number];
    if (continues(site, value) && append(site, value))
        return;
    finish_growing(t, site, HOW_NOTE, number);
    if (!begin_growing(site, value))
        see(t, value, HOW_NOTE, number);
}

/*
 * Notes a string that a function returns. A long one is looked at like one that grows, for a function
 * may return what it has so far each time: then only the first and the last of a row are kept.
 */
void see_returned(struct tracer *t, uint32_t function, JSValue value)
{
    struct function *record = function < t->function_count ? &t->functions[function] : NULL;
    if (record == NULL || length_of(value) < GROWING_CHARACTERS) {
        see(t, value, HOW_RETURN, function);
        return;
    }
    if (record->returned == NULL) {
        record->returned = take(NULL, sizeof(struct site));
        if (record->returned == NULL)
            return;
        *record->returned = (struct site){ 0 };
    }
    struct site *site = record->returned;
    if (continues(site, value) && append(site, value)) {
        site->is_dirty = true;
        return;
    }
    finish_returned(t, function);
    begin_growing(site, value);
    see(t, value, HOW_RETURN, function);
}

/* Looks at what a function's returned string has grown to. */
void finish_returned(struct tracer *t, uint32_t function)
{
    struct site *site = t->functions[function].returned;
    if (site != NULL && site->is_dirty)
        finish_growing(t, site, HOW_RETURN, function);
    if (site != NULL)
        site->is_dirty = false;
}

/* The same as `hash_of` what has grown, if that is longer than what is kept. */
static uint64_t hash_of_grown(const struct site *site)
{
    uint64_t hash = hash_characters(site->length, site->text, HASHED_CHARACTERS);
    for (uint32_t at = site->length - HASHED_CHARACTERS; at < site->length; at++) {
        bool is_kept = at < GROWN_CHARACTERS;
        hash = mix(hash, site->text[is_kept ? at : GROWN_CHARACTERS + at % HASHED_CHARACTERS]);
    }
    return hash ? hash : 1;
}

/* Looks at what a string has grown to. */
void finish_growing(struct tracer *t, struct site *site, uint32_t how, uint32_t where)
{
    uint32_t length = site->length;
    if (length < SHORTEST)
        return;
    JSValue value = JS_NewStringUTF16(t->context, site->text, site->kept);
    site->length = 0;
    if (value.tag == TAG_EXCEPTION) {
        JS_FreeValue(t->context, JS_GetException(t->context));
        return;
    }
    site->length = length;
    uint64_t hash = site->kept < length ? hash_of_grown(site) : hash_of(value);
    site->length = 0;
    note(t, hash, length, value, how, where);
    JS_FreeValue(t->context, value);
}

void forget_strings(struct tracer *t)
{
    for (uint32_t i = 0; i < t->found_count; i++)
        give(t->found[i].text);
    t->found_count = t->found_taken = 0;
    t->text_bytes = 0;
    if (t->slots != NULL)
        memset(t->slots, 0xff, t->slot_room * sizeof(*t->slots));
    t->strings_dropped = 0;
    t->dull_count = 0;
}
