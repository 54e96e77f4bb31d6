/* Lines typed at a terminal, with editing and history. */
#ifndef LINE_EDIT_H
#define LINE_EDIT_H

/* Reads the history of earlier times. path: NULL for none; borrowed until
 * line_edit_end. */
void line_edit_begin(const char *path);

/* The next line without its end; owned, free. NULL: Ctrl-D. */
char *line_edit_read(const char *prompt);

/* Writes the history. */
void line_edit_end(void);

#endif
