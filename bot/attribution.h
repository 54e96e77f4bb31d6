/* Every publisher's attribution and terms, as knowledge/SOURCES.md has them. */
#ifndef ATTRIBUTION_H
#define ATTRIBUTION_H

extern const char attribution[];

#endif
