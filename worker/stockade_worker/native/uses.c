/*
 * What a persona's stubs were called with: a record for each that was used, in the order of first uses.
 */
#include "tracer.h"

#include <string.h>

/* Returns the record of a stub in this run, made at its first use; NULL if there is no room. */
static struct use *use_of(struct tracer *t, uint32_t number)
{
    struct stub *stub = &t->stubs[number];
    if (stub->record != 0)
        return &t->uses[stub->record - 1];
    if (!room_for((void **)&t->uses, &t->use_room, t->use_count + 1, sizeof(struct use)))
        return NULL;
    stub->record = ++t->use_count;
    struct use *use = &t->uses[stub->record - 1];
    memset(use, 0, sizeof(*use));
    use->stub = number;
    use->place = current_place(t);
    return use;
}

static void keep_values(struct tracer *t, JSValue *kept, uint8_t *kept_count, int count,
                        const JSValue *values)
{
    int most = count < KEPT_ARGUMENTS ? count : KEPT_ARGUMENTS;
    for (int i = 0; i < most; i++)
        keep_value(t, &kept[i], values[i]);
    *kept_count = (uint8_t)most;
}

/* Notes a use before it happens. False if it must not: the run is over, or a rule forbids it. */
bool note_use(struct tracer *t, uint32_t number, int count, JSValue *arguments)
{
    if (!t->is_active || t->trip != TRIP_NONE)
        return t->trip == TRIP_NONE;
    struct use *use = use_of(t, number);
    if (use == NULL)
        return true;
    struct function *record = &use->calls;
    record->is_dirty = true;
    if (record->count++ == 0)
        keep_values(t, record->first, &record->first_count, count, arguments);
    keep_values(t, record->last, &record->last_count, count, arguments);
    if (record->count == 1)
        t->callbacks.on_use(number);
    return t->trip == TRIP_NONE;
}

/* Notes what a use came to: a value, or EXCEPTION. */
void note_result(struct tracer *t, uint32_t number, JSValue result)
{
    if (!t->is_active || t->stubs[number].record == 0)
        return;
    struct function *record = &t->uses[t->stubs[number].record - 1].calls;
    if (result.tag == TAG_EXCEPTION) {
        record->thrown++;
        return;
    }
    if (!record->has_returned)
        keep_value(t, &record->first_return, result);
    record->has_returned = true;
    keep_value(t, &record->last_return, result);
}

void forget_uses(struct tracer *t)
{
    for (uint32_t i = 0; i < t->use_count; i++) {
        t->stubs[t->uses[i].stub].record = 0;
        forget_values(t, &t->uses[i].calls);
    }
    t->use_count = t->uses_from = 0;
}
