/*
 * What the last regular expression matched, which old code reads from RegExp.$1 and its like; and errors as
 * they are caught, so that a persona can put them in its host's words.
 */
#include "tracer.h"

static generic_function *exec;

static JSValue noted_exec(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    JSValue match = exec(context, receiver, count, arguments);
    struct tracer *t = tracer_of(context);
    if (match.tag == TAG_OBJECT) {
        JS_FreeValue(context, t->last_match);
        t->last_match = JS_DupValue(context, match);
    }
    return match;
}

/* Notes what is matched from here on; `builtin` is RegExp.prototype.exec. False if it is of another kind. */
API bool st_note_matches(JSValue builtin)
{
    if (builtin.tag != TAG_OBJECT || object_of(builtin)->u.native.protocol != CALL_GENERIC)
        return false;
    struct object *o = object_of(builtin);
    if (o->u.native.function.plain != noted_exec)
        exec = o->u.native.function.plain;
    o->u.native.function.plain = noted_exec;
    return true;
}

void forget_match(struct tracer *t)
{
    JS_FreeValue(t->context, t->last_match);
    t->last_match = UNDEFINED;
}

/* lastMatch(): what exec gave last */
JSValue tell_last_match(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver, (void)count, (void)arguments;
    return JS_DupValue(context, tracer_of(context)->last_match);
}

/* onCaught(reword): a function of the stage that is shown each error of the engine's as a catch gets it */
JSValue set_reword(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count > 0)
        tracer_of(context)->reword = JS_DupValue(context, arguments[0]);
    return UNDEFINED;
}

/* onTypeof(tell): a function of the stage that is shown what `typeof` looks at, and may say what it is */
JSValue set_type_of(JSContext *context, JSValue receiver, int count, JSValue *arguments)
{
    (void)receiver;
    if (count > 0)
        tracer_of(context)->type_of = JS_DupValue(context, arguments[0]);
    return UNDEFINED;
}

/* Has a persona put an error in other words, before guest code sees it. */
void reword_error(struct tracer *t, JSValue error)
{
    if (t->reword.tag != TAG_OBJECT || error.tag != TAG_OBJECT || !JS_IsError(error))
        return;
    JSValue result = JS_Call(t->context, t->reword, UNDEFINED, 1, &error);
    if (result.tag == TAG_EXCEPTION) /* no memory or stack for it: it stays as it was */
        result = JS_GetException(t->context);
    JS_FreeValue(t->context, result);
}
