// policy: production
// outcome: threw InternalError
// why: one native call asks for a gigabyte; it is refused before anything was taken
"".padStart(1e9);
