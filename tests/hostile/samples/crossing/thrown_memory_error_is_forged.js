// policy: production
// outcome: threw InternalError
// why: an error that only says that memory ran out is no limit
throw new InternalError("out of memory");
