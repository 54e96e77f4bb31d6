/* The command line. */
#ifndef CLI_H
#define CLI_H

/* What a program ends with. */
enum {
    EXIT_DONE = 0,
    EXIT_NO = 1,    /* no answer; a check found faults */
    EXIT_USAGE = 2, /* wrong usage */
    EXIT_FAULT = 3, /* a file, the network or the knowledge */
};

/* Does what the arguments say and returns the exit status. */
int cli_main(int argc, char **argv);

#endif
