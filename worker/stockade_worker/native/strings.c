/*
 * Strings that the guest has made, each once, with how it arose, where and how often.
 *
 * Two strings are taken for the same if their lengths, beginnings and ends are, and only the beginning
 * is kept: looking at all of a long one each time it is returned would make a program quadratic. One that
 * the next one at the same place begins with was a step on the way there. What is short, or (once there
 * are enough of such) has nothing of what analysts look for, is only counted.
 */
#include "tracer.h"

#include <stdlib.h>
#include <string.h>

/* When there is so much that is new, Python is told to take it. */
enum { TAKEN_STRINGS = 1024, TAKEN_BYTES = 256 * 1024 };
enum { KEPT_BYTES = 4096, GROWING_STEPS = 10000, BRIEF_CHARACTERS = 256, STEP_CHARACTERS = 4 };

static bool make_slots(struct tracer *t)
{
    if (t->slots_used * 2 < t->slot_room)
        return true;
    uint32_t room = t->slot_room ? t->slot_room : 1024;
    if (t->found_count * 4 >= room) /* else most slots are of strings that have grown into others */
        room *= 2;
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
    t->slots_used = t->found_count;
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
static bool is_dull(const uint16_t *characters, uint32_t count, uint32_t length)
{
    if (length >= 24)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint16_t c = characters[i];
        if (c == '/' || c == '\\' || c == ':' || c == '%' || c == '.' || c == '-' || c == '=')
            return false;
    }
    return true;
}

/*
 * Tells whether a text has what analysts look for first: an address, a path on a drive, the names of hosts of
 * scripts and of registries. Such a one is looked at when there have been too many of the others.
 */
static bool is_urgent(const uint16_t *characters, uint32_t count)
{
    static const char *const signs[] = { "://",  ":\\",     "/bin/", ".exe",   ".dll",  "cmd",
                                         "curl", "wget",    "shell", "script", "hkey_", "hkcu",
                                         "hklm", "xmlhttp", "adodb", "activex" };
    static bool begins[128];
    enum { SIGNS = sizeof(signs) / sizeof(*signs) };
    if (!begins['c'])
        for (int i = 0; i < SIGNS; i++)
            begins[(uint8_t)signs[i][0]] = true;
    for (uint32_t at = 0; at < count; at++) {
        uint16_t first =
            characters[at] | (characters[at] >= 'A' && characters[at] <= 'Z' ? 0x20 : 0);
        if (first >= 128 || !begins[first])
            continue;
        for (int i = 0; i < SIGNS; i++) {
            uint32_t same = 0;
            while (signs[i][same] != '\0' && at + same < count) {
                uint16_t c = characters[at + same];
                if ((c | (c >= 'A' && c <= 'Z' ? 0x20 : 0)) != signs[i][same])
                    break;
                same++;
            }
            if (signs[i][same] == '\0')
                return true;
        }
    }
    return false;
}

/* Writes UTF-8, in which a surrogate alone is three bytes; returns how many. Requires: three bytes for each. */
static uint32_t encode(const uint16_t *characters, uint32_t count, uint8_t *out)
{
    static const uint8_t heads[] = { 0, 0xc0, 0xe0, 0xf0 };
    uint8_t *at = out;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t c = characters[i];
        if ((c & 0xfc00) == 0xd800 && i + 1 < count && (characters[i + 1] & 0xfc00) == 0xdc00)
            c = 0x10000 + ((c & 0x3ff) << 10) + (characters[++i] & 0x3ff);
        if (c < 0x80) {
            *at++ = (uint8_t)c;
            continue;
        }
        int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
        *at++ = (uint8_t)(heads[more] | c >> 6 * more);
        while (more-- > 0)
            *at++ = (uint8_t)(0x80 | (c >> 6 * more & 0x3f));
    }
    return (uint32_t)(at - out);
}

/* Keeps the beginning of a text: as long a text is, this takes no longer, and nothing of the guest's heap. */
static void keep(struct found *found, const uint16_t *characters, uint32_t count)
{
    static uint8_t bytes[3 * GROWN_CHARACTERS];
    uint32_t used = encode(characters, count, bytes);
    found->is_cut = count < found->length || used > KEPT_BYTES;
    if (used > KEPT_BYTES)
        for (used = KEPT_BYTES; used > 0 && (bytes[used] & 0xc0) == 0x80;)
            used--;
    found->text = take(NULL, used + 1);
    found->bytes = found->text == NULL ? 0 : used;
    if (found->text != NULL)
        memcpy(found->text, bytes, used);
}

/*
 * Tells whether a string may yet grow: not after so many steps, counted by what the guest does and not by a
 * clock, or the trace would depend on the moment at which it is told.
 */
bool may_grow(const struct tracer *t, const struct found *found)
{
    return t->loops + t->entries - found->step <= GROWING_STEPS;
}

/*
 * Tells whether the newest string has only grown into this one: it was made in the same way at the same
 * place, and is the beginning of it but for a few characters (with more, it may be another text that a
 * decoder gave), or of two long ones the same is kept. It must not have been taken:
 * `st_take_strings` leaves the newest for as long as it may grow.
 */
static bool has_grown(const struct tracer *t, const struct found *made)
{
    if (t->found_count <= t->found_taken)
        return false;
    const struct found *last = &t->found[t->found_count - 1];
    if (!may_grow(t, last))
        return false;
    bool is_same_place = last->how == made->how && last->where == made->where &&
                         last->place.generation == made->place.generation &&
                         last->place.line == made->place.line &&
                         last->place.column == made->place.column;
    bool is_step = last->length < made->length &&
                   (last->is_cut || made->length - last->length <= STEP_CHARACTERS);
    return is_same_place && is_step && last->text != NULL && last->bytes <= made->bytes &&
           memcmp(last->text, made->text, last->bytes) == 0;
}

/* Adds a string, or puts it in the place of the one that has grown into it. */
static void add(struct tracer *t, struct found *made, uint32_t *slot)
{
    bool is_grown = has_grown(t, made);
    if (!is_grown && !make_found_room(t)) {
        t->strings_dropped++;
        give(made->text);
        return;
    }
    if (is_grown) {
        t->dull_count -= t->found[t->found_count - 1].is_dull;
        t->text_bytes -= t->found[--t->found_count].bytes;
        give(t->found[t->found_count].text);
    }
    t->text_bytes += made->bytes;
    t->dull_count += made->is_dull;
    t->slots_used++;
    *slot = t->found_count;
    t->found[t->found_count++] = *made;
    if (t->found_count - t->found_taken > TAKEN_STRINGS || t->text_bytes >= TAKEN_BYTES) {
        t->callbacks.on_full();
        *t->interrupt_counter = 1; /* that took its time, of which the engine knows nothing */
    }
}

/* Counts a new string in its class; false if there have been too many of them. */
static bool may_keep(struct tracer *t, const struct found *made, const uint16_t *characters,
                     uint32_t count)
{
    if (made->is_dull && t->dull_count >= t->limits.dull_strings)
        return false;
    if (t->new_strings < t->limits.strings)
        return ++t->new_strings;
    return t->urgent_strings < t->limits.strings && is_urgent(characters, count) &&
           ++t->urgent_strings;
}

/* Notes a text of this length and hash: a value, or `count` characters that it begins with. */
void note_text(struct tracer *t, struct found *made, const uint16_t *characters, uint32_t count,
               JSValue value)
{
    static uint16_t beginning[GROWN_CHARACTERS];
    if (!t->is_active || !make_slots(t))
        return;
    uint32_t *slot = slot_of(t, made->hash);
    if (*slot != NO_ID) {
        t->found[*slot].count++;
        return;
    }
    bool is_brief = characters == NULL && t->new_strings >= t->limits.strings;
    if (characters == NULL) {
        characters = beginning;
        count = copy_end(value, true, beginning, is_brief ? BRIEF_CHARACTERS : GROWN_CHARACTERS);
    }
    made->count = 1;
    made->step = t->loops + t->entries;
    made->is_dull = is_dull(characters, count, made->length);
    if (!may_keep(t, made, characters, count)) {
        t->strings_dropped++;
        return;
    }
    if (is_brief)
        count = copy_end(value, true, beginning, GROWN_CHARACTERS);
    if (made->how < HOW_RETURN)
        made->place = current_place(t);
    keep(made, characters, count);
    add(t, made, slot);
}

/* Notes a string that the guest has made. */
void see(struct tracer *t, JSValue value, uint32_t how, uint32_t where)
{
    struct found made = { .how = how, .where = where, .length = length_of(value) };
    if (made.length < SHORTEST)
        return;
    made.hash = hash_of(value);
    note_text(t, &made, NULL, 0, value);
}

void forget_strings(struct tracer *t)
{
    for (uint32_t i = 0; i < t->found_count; i++)
        give(t->found[i].text);
    t->text_bytes = 0;
    t->found_count = t->found_taken = 0;
    if (t->slots != NULL)
        memset(t->slots, 0xff, t->slot_room * sizeof(*t->slots));
    t->strings_dropped = 0;
    t->dull_count = t->slots_used = t->new_strings = t->urgent_strings = 0;
}
