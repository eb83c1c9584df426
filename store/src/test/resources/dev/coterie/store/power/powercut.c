/* A disk that forgets. This loadable extension of SQLite wraps the default VFS: what is written to a
 * file under one folder stays in memory until the file is synchronised, and when the power is cut,
 * what was not synchronised is gone, or some sectors of it, by chance. Names of files obey the same
 * law: a file that was created or deleted is durably so only after its folder was synchronised,
 * which SQLite does at the first synchronisation of a new journal or write-ahead log, and where a
 * deletion asks for it.
 *
 * The real files always hold exactly what is durable, but for names, which are set right at the cut.
 * After the cut everything fails, until reboot; handles from before never work again.
 *
 * The SQL function powercut(command, number, number) of the loading connection steers it.
 * One folder, without folders in it; one machine per process. */
#include "disk.h"

typedef struct handle {
  file base;
  node *of;
  long long boot;
  int names; /* synchronising it makes names durable */
  file *real;
} handle;

static routines api;
static vfs *under;
static vfs over;
static char root[4096];

/* --- files ------------------------------------------------------------------------------------- */

static int live(handle *h) { return !off && h->boot == boot; }

static int f_close(file *f) {
  handle *h = (handle *)f;
  pthread_mutex_lock(&turn);
  node *n = h->of;
  node *held = nodes;
  while (held && held != n) held = held->next;
  if (--n->handles == 0 && !held) drop_node(n); /* else it stays: closing synchronises nothing */
  pthread_mutex_unlock(&turn);
  return h->real->methods->close(h->real);
}

static int f_read(file *f, void *into, int length, long long at) {
  handle *h = (handle *)f;
  int rc = IO_ERROR;
  pthread_mutex_lock(&turn);
  if (live(h)) {
    long long there = h->of->size - at;
    there = there < 0 ? 0 : there > length ? length : there;
    memcpy(into, h->of->octets + (there ? at : 0), there);
    memset((char *)into + there, 0, length - there);
    rc = there < length ? IO_SHORT_READ : OK;
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int f_write(file *f, const void *octets, int length, long long at) {
  handle *h = (handle *)f;
  int rc = IO_ERROR;
  pthread_mutex_lock(&turn);
  if (live(h)) {
    if (at + length > h->of->size) resize(h->of, at + length);
    memcpy(h->of->octets + at, octets, length);
    remember(h->of, octets, length, at);
    if (alive()) rc = OK;
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int f_truncate(file *f, long long size) {
  handle *h = (handle *)f;
  int rc = IO_ERROR;
  pthread_mutex_lock(&turn);
  if (live(h)) {
    resize(h->of, size);
    remember(h->of, NULL, 0, size);
    if (alive()) rc = OK;
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int f_sync(file *f, int flags) {
  handle *h = (handle *)f;
  int rc = IO_ERROR;
  (void)flags;
  pthread_mutex_lock(&turn);
  if (live(h) && alive()) {
    rc = OK;
    if (!(faults & SYNC_DOES_NOTHING)) {
      for (change *c = h->of->first; c && !rc; c = c->next) {
        rc = c->octets ? h->real->methods->write(h->real, c->octets, c->length, c->at)
                       : h->real->methods->truncate(h->real, c->at);
      }
      drop_changes(h->of);
      if (h->names) names_durable();
      h->names = 0;
    }
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int f_size(file *f, long long *size) {
  handle *h = (handle *)f;
  *size = h->of->size;
  return live(h) ? OK : IO_ERROR;
}

static int f_lock(file *f, int level) {
  handle *h = (handle *)f;
  return live(h) ? h->real->methods->lock(h->real, level) : IO_ERROR;
}

static int f_unlock(file *f, int level) {
  handle *h = (handle *)f;
  return h->real->methods->unlock(h->real, level);
}

static int f_reserved(file *f, int *result) {
  handle *h = (handle *)f;
  return h->real->methods->reserved(h->real, result);
}

static int f_control(file *f, int what, void *with) {
  handle *h = (handle *)f;
  if (what == CONTROL_SIZE_HINT || what == CONTROL_CHUNK_SIZE) return OK;
  if (what == CONTROL_MMAP_SIZE) return NOT_FOUND;
  if (what == CONTROL_PRAGMA) {
    char **words = with; /* result, name, value */
    int planted = faults & (SYNCHRONOUS_OFF | SYNCHRONOUS_NORMAL);
    if (planted && words[1] && words[2] && *words[2] && !strcmp(words[1], "synchronous")) {
      strcpy(words[2], planted & SYNCHRONOUS_OFF ? "0" : "1");
    }
    return NOT_FOUND;
  }
  return h->real->methods->control(h->real, what, with);
}

static int f_sector(file *f) { return ((handle *)f)->real->methods->sector(((handle *)f)->real); }

static int f_traits(file *f) { return ((handle *)f)->real->methods->traits(((handle *)f)->real); }

static int f_shm_map(file *f, int page, int size, int extend, void volatile **at) {
  handle *h = (handle *)f;
  return live(h) ? h->real->methods->shm_map(h->real, page, size, extend, at) : IO_ERROR;
}

static int f_shm_lock(file *f, int offset, int n, int flags) {
  handle *h = (handle *)f;
  return h->real->methods->shm_lock(h->real, offset, n, flags);
}

static void f_shm_barrier(file *f) {
  ((handle *)f)->real->methods->shm_barrier(((handle *)f)->real);
}

static int f_shm_unmap(file *f, int erase) {
  handle *h = (handle *)f;
  return h->real->methods->shm_unmap(h->real, erase);
}

static const io_methods methods = {2,        f_close,   f_read,        f_write,    f_truncate,
                                   f_sync,   f_size,    f_lock,        f_unlock,   f_reserved,
                                   f_control, f_sector, f_traits,      f_shm_map,  f_shm_lock,
                                   f_shm_barrier, f_shm_unmap};

/* --- names ------------------------------------------------------------------------------------- */

static int ours(const char *path) {
  size_t length = strlen(root);
  return path && length && !strncmp(path, root, length) && path[length] == '/';
}

static unsigned char *content(file *real, long long *size) {
  if (real->methods->size(real, size)) abort();
  unsigned char *octets = calloc(1, *size + 1);
  if (!octets || (*size && real->methods->read(real, octets, (int)*size, 0))) abort();
  return octets;
}

static int v_open(vfs *v, const char *path, file *f, int flags, int *out) {
  (void)v;
  if (!ours(path)) return under->open(under, path, f, flags, out);
  handle *h = (handle *)f;
  memset(h, 0, sizeof *h);
  h->real = (file *)(h + 1);
  h->real->methods = NULL;
  pthread_mutex_lock(&turn);
  int created = access(path, F_OK) != 0;
  int rc = off ? CANNOT_OPEN : under->open(under, path, h->real, flags, out);
  if (!rc) {
    node *n = find(path);
    if (!n) {
      n = calloc(1, sizeof *n);
      if (!n || !(n->path = strdup(path))) abort();
      n->last = &n->first;
      n->octets = content(h->real, &n->size);
      n->room = n->size;
      n->fresh = created || (n->size == 0 && (flags & OPEN_MAIN_DB));
      n->next = nodes;
      nodes = n;
    }
    n->handles++;
    h->of = n;
    h->boot = boot;
    h->names = created && (flags & (OPEN_WAL | OPEN_MAIN_JOURNAL | OPEN_SUPER_JOURNAL));
    h->base.methods = &methods;
    if (created) alive();
  } else if (h->real->methods) {
    h->real->methods->close(h->real);
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int v_erase(vfs *v, const char *path, int names) {
  (void)v;
  if (!ours(path)) return under->erase(under, path, names);
  int rc = IO_ERROR;
  pthread_mutex_lock(&turn);
  if (!off) {
    node **n = &nodes;
    while (*n && strcmp((*n)->path, path)) n = &(*n)->next;
    int fresh = *n && (*n)->fresh;
    int fd = fresh ? -1 : open(path, O_RDONLY);
    if (fd >= 0) { /* its durable content comes back if the deletion is lost */
      ghost *g = calloc(1, sizeof *g);
      if (!g || !(g->path = strdup(path))) abort();
      g->size = lseek(fd, 0, SEEK_END);
      g->octets = malloc(g->size + 1);
      if (!g->octets || pread(fd, g->octets, g->size, 0) != g->size) abort();
      close(fd);
      g->next = ghosts;
      ghosts = g;
    }
    if (*n) {
      node *gone = *n;
      *n = gone->next;
      gone->next = NULL;
      if (!gone->handles) drop_node(gone);
    }
    rc = under->erase(under, path, 0);
    if (!rc && names) names_durable();
    if (!alive()) rc = IO_ERROR;
  }
  pthread_mutex_unlock(&turn);
  return rc;
}

static int v_access(vfs *v, const char *path, int what, int *result) {
  (void)v;
  int rc = under->access(under, path, what, result);
  if (!rc && what == ACCESS_EXISTS && ours(path)) { /* an empty file counts as none */
    pthread_mutex_lock(&turn);
    node *n = find(path);
    if (n) *result = n->size > 0;
    pthread_mutex_unlock(&turn);
  }
  return rc;
}

/* --- steering ---------------------------------------------------------------------------------- */

static void powercut(context *c, int count, value **args) {
  const char *command = count ? (const char *)VALUE_TEXT(api)(args[0]) : NULL;
  long long result = 0;
  pthread_mutex_lock(&turn);
  if (!command) {
    result = -1;
  } else if (!strcmp(command, "over") && count == 2) { /* wraps the files of a folder from now on */
    strncpy(root, (const char *)VALUE_TEXT(api)(args[1]), sizeof root - 1);
    result = VFS_REGISTER(api)(&over, 1);
  } else if (!strcmp(command, "leave")) {
    reboot();
    *root = 0;
    faults = 0;
    result = VFS_REGISTER(api)(under, 1);
  } else if (!strcmp(command, "arm") && count == 4) { /* steps until the cut, seed, loss */
    fuse = VALUE_NUMBER(api)(args[1]);
    chance = (unsigned long long)VALUE_NUMBER(api)(args[2]) * 2 + 1;
    loss = (int)VALUE_NUMBER(api)(args[3]);
    seen = 0;
    lost = 0;
  } else if (!strcmp(command, "plant") && count == 2) {
    faults = (int)VALUE_NUMBER(api)(args[1]);
  } else if (!strcmp(command, "reboot")) {
    reboot();
  } else if (!strcmp(command, "cut")) {
    fuse = 0;
    if (!off) cut();
  } else if (!strcmp(command, "off")) {
    result = off;
  } else if (!strcmp(command, "steps")) {
    result = seen;
  } else if (!strcmp(command, "lost")) {
    result = lost;
  } else {
    result = -1;
  }
  pthread_mutex_unlock(&turn);
  if (result < 0) {
    RESULT_ERROR(api)(c, "no such command", -1);
  } else {
    RESULT_NUMBER(api)(c, result);
  }
}

int sqlite3_powercut_init(db *connection, char **why, routines given) {
  (void)why;
  api = given;
  if (!under) {
    under = VFS_FIND(api)(NULL);
    over = *under;
    over.next = NULL;
    over.name = "powercut";
    over.file_size = under->file_size + (int)sizeof(handle);
    over.open = v_open;
    over.erase = v_erase;
    over.access = v_access;
  }
  int rc = CREATE_FUNCTION(api)(connection, "powercut", -1, TEXT_UTF8, NULL, powercut, NULL, NULL);
  return rc ? rc : OK_AND_STAY_LOADED;
}
