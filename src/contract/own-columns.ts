/** Columns of a row that are ours and no variables: what `Batch` says of `__messages` and `__checks`. No schema stands here: pages load it, too. */
export const messagesColumn = '__messages'
export const checksColumn = '__checks'
