// The engine calls these whenever it throws.
Error.prepareStackTrace = poison;
Error.stackTraceLimit = { valueOf: poison };
Error.captureStackTrace = poison;
Error.isError = () => true;
