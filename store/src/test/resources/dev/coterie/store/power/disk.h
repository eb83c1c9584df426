/* The disk of powercut.c: what is durable, what is not yet, and what a power cut leaves. */
#ifndef DISK_H
#define DISK_H
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sqlite_abi.h"

#define SECTOR 512

enum loss { EVERYTHING, SOME_SECTORS, TAIL, GARBAGE };
enum fault { SYNC_DOES_NOTHING = 1, SYNCHRONOUS_OFF = 2, SYNCHRONOUS_NORMAL = 4 };

/* A write that was not synchronised; without octets, a truncation to `at`. */
typedef struct change {
  struct change *next;
  long long at;
  int length;
  unsigned char *octets;
} change;

/* A file as programs see it, and what of it is not durable. */
typedef struct node {
  struct node *next;
  char *path;
  unsigned char *octets;
  long long size, room;
  change *first, **last;
  int handles;
  int fresh; /* its name is not durable */
} node;

/* A deletion that is not durable, and what comes back if it is lost. */
typedef struct ghost {
  struct ghost *next;
  char *path;
  unsigned char *octets;
  long long size;
} ghost;

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static node *nodes;
static ghost *ghosts;
static long long boot = 1, fuse, seen, lost;
static unsigned long long chance = 1;
static int off, loss, faults;

static unsigned long long roll(void) {
  chance ^= chance << 13;
  chance ^= chance >> 7;
  chance ^= chance << 17;
  return chance * 2685821657736338717ULL >> 16;
}

static int coin(void) { return loss != EVERYTHING && roll() % 2; }

/* --- the cut ----------------------------------------------------------------------------------- */

static void drop_changes(node *n) {
  while (n->first) {
    change *c = n->first;
    n->first = c->next;
    free(c->octets);
    free(c);
  }
  n->last = &n->first;
}

static void drop_node(node *n) {
  drop_changes(n);
  free(n->octets);
  free(n->path);
  free(n);
}

static void put(int fd, const unsigned char *octets, long long length, long long at) {
  while (length > 0) {
    ssize_t done = pwrite(fd, octets, length, at);
    if (done <= 0) abort();
    octets += done, at += done, length -= done;
  }
}

/* Lets pieces of a write reach the file: those before `until`, or any by chance if it is negative. */
static void pieces(int fd, change *c, long long until) {
  for (long long from = 0, i = 0, length; from < c->length; from += length, i++) {
    length = SECTOR - (c->at + from) % SECTOR;
    if (length > c->length - from) length = c->length - from;
    if (until >= 0 ? i < until : coin()) {
      put(fd, c->octets + from, length, c->at + from);
    } else if (until < 0 && loss == GARBAGE && coin()) {
      unsigned char noise[SECTOR];
      for (int j = 0; j < SECTOR; j++) noise[j] = (unsigned char)roll();
      put(fd, noise, length, c->at + from);
    } else {
      lost++;
    }
  }
}

static void survivors(node *n) {
  int fd = open(n->path, O_RDWR);
  if (fd < 0) abort();
  long long count = 0, at = 0;
  for (change *c = n->first; c; c = c->next) count++;
  long long whole = (long long)(roll() % (unsigned long long)(count + 1));
  for (change *c = n->first; c; c = c->next, at++) {
    int kept = loss == TAIL ? at < whole : coin();
    if (!c->octets) {
      if (kept && ftruncate(fd, c->at)) abort();
      lost += !kept;
    } else if (loss == TAIL) {
      pieces(fd, c, at < whole ? c->length : at == whole ? (long long)(roll() % 9) : 0);
    } else if (loss == EVERYTHING) {
      lost++;
    } else {
      if (kept && lseek(fd, 0, SEEK_END) < c->at && ftruncate(fd, c->at)) abort();
      pieces(fd, c, -1);
    }
  }
  close(fd);
}

static void cut(void) {
  off = 1;
  for (node *n = nodes; n; n = n->next) {
    if (n->fresh && !coin()) {
      unlink(n->path);
      lost++;
    } else if (n->first) {
      survivors(n);
    }
  }
  for (ghost *g = ghosts; g; g = g->next) {
    if (!coin() && access(g->path, F_OK)) {
      int fd = open(g->path, O_RDWR | O_CREAT, 0600);
      if (fd < 0) abort();
      put(fd, g->octets, g->size, 0);
      close(fd);
    }
  }
}

/* Something that changes the disk happens; whether the power is still on after it. */
static int alive(void) {
  seen++;
  if (fuse > 0 && --fuse == 0) cut();
  return !off;
}

static void bury(void) {
  while (ghosts) {
    ghost *g = ghosts;
    ghosts = g->next;
    free(g->octets);
    free(g->path);
    free(g);
  }
}

static void names_durable(void) {
  for (node *n = nodes; n; n = n->next) n->fresh = 0;
  bury();
}

static void reboot(void) {
  while (nodes) {
    node *n = nodes;
    nodes = n->next;
    if (n->handles) {
      n->next = NULL; /* goes with its last handle */
      drop_changes(n);
    } else {
      drop_node(n);
    }
  }
  bury();
  boot++;
  off = 0;
  fuse = 0;
}

/* --- files ------------------------------------------------------------------------------------- */

static node *find(const char *path) {
  node *n = nodes;
  while (n && strcmp(n->path, path)) n = n->next;
  return n;
}

static void make_room(node *n, long long size) {
  if (size > n->room) {
    long long room = size * 2 + 4096;
    n->octets = realloc(n->octets, room);
    if (!n->octets) abort();
    memset(n->octets + n->room, 0, room - n->room);
    n->room = room;
  }
}

static void resize(node *n, long long size) {
  make_room(n, size);
  if (size < n->size) memset(n->octets + size, 0, n->size - size);
  n->size = size;
}

static void remember(node *n, const void *octets, int length, long long at) {
  change *c = calloc(1, sizeof *c);
  if (!c) abort();
  c->at = at;
  c->length = length;
  if (octets) {
    c->octets = malloc(length + 1);
    if (!c->octets) abort();
    memcpy(c->octets, octets, length);
  }
  *n->last = c;
  n->last = &c->next;
}

#endif
