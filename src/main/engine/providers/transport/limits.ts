/** Bytes of an answer, plain or streamed. Source: far above any model's longest output. */
export const maxAnswerBytes = 16 * 1024 * 1024

/** Bytes of a refusal that are read, and of a stream that are kept; the rest is not waited for. */
export const maxErrorBytes = 64 * 1024

/** Bytes of one line of a stream: an answer's last event may repeat its whole text. */
export const maxLineBytes = 4 * 1024 * 1024

/** Unread bytes of a stream above which the socket is paused. */
export const maxUnreadBytes = 1024 * 1024

/** Connections to one origin. Above the parallelism any pool is given; beyond it requests queue and their connect timeout runs. */
export const maxConnections = 1024
