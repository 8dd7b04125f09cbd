/*
 * Whose code a compiled function is: the generation that it belongs to, by its address.
 */
#include "tracer.h"

#include <string.h>

/* Which generation a compiled function belongs to, by its address, and which compilation it came from.
 * A later one at the same address has been compiled by us too: it takes the entry over. */
struct owner {
    const struct bytecode *code;
    int32_t generation;
    uint32_t compilation;
};

bool has_bytecode(const struct object *o)
{
    switch (o->class_id) {
    case 13: /* function */
    case 17: /* generator function */
    case 55: /* async function */
    case 59: /* async generator function */
        return true;
    default:
        return false;
    }
}

static uint32_t owner_slot(const struct owner *owners, uint32_t room, const struct bytecode *code)
{
    uint32_t at = (uint32_t)(((uintptr_t)code >> 4) * 0x9e3779b97f4a7c15u >> 40) & (room - 1);
    while (owners[at].code != NULL && owners[at].code != code)
        at = (at + 1) & (room - 1);
    return at;
}

static bool make_owner_room(struct tracer *t)
{
    if (t->owner_count * 2 < t->owner_room)
        return true;
    uint32_t room = t->owner_room ? t->owner_room * 2 : 256;
    struct owner *owners = take(NULL, room * sizeof(*owners));
    if (owners == NULL)
        return false;
    memset(owners, 0, room * sizeof(*owners));
    for (uint32_t i = 0; i < t->owner_room; i++)
        if (t->owners[i].code != NULL)
            owners[owner_slot(owners, room, t->owners[i].code)] = t->owners[i];
    give(t->owners);
    t->owners = owners;
    t->owner_room = room;
    return true;
}

/* Takes a compiled function for a compilation. False if one that began later has it: this may only be
 * code of a module that was compiled meanwhile. */
bool set_owner(struct tracer *t, const struct bytecode *code, int32_t generation,
               uint32_t compilation)
{
    if (!make_owner_room(t))
        return true;
    struct owner *owner = &t->owners[owner_slot(t->owners, t->owner_room, code)];
    if (owner->code == NULL)
        t->owner_count++;
    else if (owner->compilation > compilation)
        return false;
    *owner = (struct owner){ .code = code, .generation = generation, .compilation = compilation };
    return true;
}

int32_t owner_of(const struct tracer *t, const struct bytecode *code)
{
    if (t->owner_room == 0)
        return -1;
    const struct owner *owner = &t->owners[owner_slot(t->owners, t->owner_room, code)];
    return owner->code == NULL ? -1 : owner->generation;
}

void forget_owners(struct tracer *t)
{
    if (t->owners != NULL)
        memset(t->owners, 0, t->owner_room * sizeof(*t->owners));
    t->owner_count = 0;
}
