/* The parts of SQLite's public, stable binary interface that powercut.c needs, so that it compiles
 * where no development files are installed. Names are our own; layouts and numbers are SQLite's. */
#ifndef SQLITE_ABI_H
#define SQLITE_ABI_H

typedef struct db db;
typedef struct context context;
typedef struct value value;
typedef struct vfs vfs;
typedef struct file file;

typedef struct io_methods {
  int version;
  int (*close)(file *);
  int (*read)(file *, void *, int, long long);
  int (*write)(file *, const void *, int, long long);
  int (*truncate)(file *, long long);
  int (*sync)(file *, int);
  int (*size)(file *, long long *);
  int (*lock)(file *, int);
  int (*unlock)(file *, int);
  int (*reserved)(file *, int *);
  int (*control)(file *, int, void *);
  int (*sector)(file *);
  int (*traits)(file *);
  int (*shm_map)(file *, int, int, int, void volatile **);
  int (*shm_lock)(file *, int, int, int);
  void (*shm_barrier)(file *);
  int (*shm_unmap)(file *, int);
} io_methods;

struct file {
  const io_methods *methods;
};

struct vfs {
  int version;
  int file_size;
  int longest_path;
  vfs *next;
  const char *name;
  void *data;
  int (*open)(vfs *, const char *, file *, int, int *);
  int (*erase)(vfs *, const char *, int);
  int (*access)(vfs *, const char *, int, int *);
  void (*others[13])(void); /* full path, libraries, randomness, clock, system calls: as they are */
};

enum {
  OK = 0,
  IO_ERROR = 10,
  NOT_FOUND = 12,
  CANNOT_OPEN = 14,
  IO_SHORT_READ = 10 | (2 << 8),
  OK_AND_STAY_LOADED = 1 << 8,
  OPEN_CREATE = 0x4,
  OPEN_MAIN_DB = 0x100,
  OPEN_MAIN_JOURNAL = 0x800,
  OPEN_SUPER_JOURNAL = 0x4000,
  OPEN_WAL = 0x80000,
  CONTROL_SIZE_HINT = 5,
  CONTROL_CHUNK_SIZE = 6,
  CONTROL_PRAGMA = 14,
  CONTROL_MMAP_SIZE = 18,
  ACCESS_EXISTS = 0,
  TEXT_UTF8 = 1
};

/* The table of routines that a loadable extension is given: places in it never change. */
typedef void (*const *routines)(void);

typedef int (*create_function_f)(db *, const char *, int, int, void *,
                                 void (*)(context *, int, value **),
                                 void (*)(context *, int, value **), void (*)(context *));
#define CREATE_FUNCTION(api) ((create_function_f)(api)[45])
#define RESULT_NUMBER(api) ((void (*)(context *, long long))(api)[83])
#define RESULT_ERROR(api) ((void (*)(context *, const char *, int))(api)[80])
#define VALUE_NUMBER(api) ((long long (*)(value *))(api)[107])
#define VALUE_TEXT(api) ((const unsigned char *(*)(value *))(api)[109])
#define VFS_FIND(api) ((vfs *(*)(const char *))(api)[141])
#define VFS_REGISTER(api) ((int (*)(vfs *, int))(api)[142])

#endif
