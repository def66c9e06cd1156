/**
 * Signals that mean nothing to a command, where Node or the system would make something of them. Threats: at SIGUSR1, with
 * which log rotation likes to knock, Node opens its debugger to every account of the machine; SIGUSR2 ends a process in
 * the middle of its work. Imported first, so that they pass from the first moment on.
 */
const passed = ['SIGUSR1', 'SIGUSR2'] as const;

for (const signal of passed) process.on(signal, () => undefined);
