/* confine_calls.c - seccomp: system calls that neither this program nor age nor lp ever needs. */
#define _GNU_SOURCE /* the same features in all headers */
#include "confine_priv.h"

#include <errno.h>
#include <stddef.h>

#if defined __linux__ && defined __has_include
#if __has_include(<linux/seccomp.h>)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined __arm__
#define MACHINE AUDIT_ARCH_ARM
#elif defined __riscv && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#elif defined __i386__
#define MACHINE AUDIT_ARCH_I386
#endif
#endif
#endif

#if defined MACHINE
/* Other programs' memory; other file trees and name spaces; the kernel itself, its keys, its clock;
 * doors that go round these rules. Each is answered with "not permitted". */
static const int denied[] = {
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_kexec_load,
    SYS_reboot,
    SYS_swapon,
    SYS_swapoff,
    SYS_acct,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_adjtimex,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_perf_event_open,
    SYS_bpf,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_personality,
    SYS_quotactl,
    SYS_name_to_handle_at,
    SYS_open_by_handle_at,
#if defined SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#if defined SYS_iopl
    SYS_iopl,
    SYS_ioperm,
#endif
#if defined SYS_io_uring_setup
    SYS_io_uring_setup,
#endif
};
enum {
	N_DENIED = sizeof denied / sizeof denied[0],
	FRAME = 12,
	CALL_OF_X32 = 0x40000000
};

#define NUMBER offsetof(struct seccomp_data, nr)
#define ARCH   offsetof(struct seccomp_data, arch)
#define REQUEST                                                                          \
	offsetof(struct seccomp_data, args[1]) /* its low half, first on these machines */
#define LOAD(what)     BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (what))
#define ANSWER(what)   BPF_STMT(BPF_RET | BPF_K, (what))
#define IS(v, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(v), (yes), (no))
#define REFUSE	       (SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))

int
confine_calls(void)
{
	static const struct sock_filter head[] = {
	    LOAD(ARCH),
	    IS(MACHINE, 1, 0),
	    ANSWER(REFUSE),
	    LOAD(NUMBER),
	    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, CALL_OF_X32, 0, 1),
	    ANSWER(REFUSE),
	};
	/* Keys pushed into a terminal would be read by whoever has it next. */
	static const struct sock_filter tail[] = {
	    IS(SYS_ioctl, 0, 3),       LOAD(REQUEST), IS(TIOCSTI, 0, 1), ANSWER(REFUSE),
	    ANSWER(SECCOMP_RET_ALLOW),
	};
	struct sock_filter code[FRAME + 2 * N_DENIED];
	struct sock_fprog program = {.filter = code};
	unsigned short n = 0;

	for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
		code[n++] = head[i];
	for (size_t i = 0; i < N_DENIED; i++) {
		code[n++] = (struct sock_filter)IS(denied[i], 0, 1);
		code[n++] = (struct sock_filter)ANSWER(REFUSE);
	}
	for (size_t i = 0; i < sizeof tail / sizeof tail[0]; i++)
		code[n++] = tail[i];
	program.len = n;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

bool
confine_calls_known(void)
{
	/* A filter nobody could read: EFAULT says that there are filters, EINVAL that not. */
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) < 0 &&
	       errno == EFAULT;
}
#else
int
confine_calls(void)
{
	return 0;
}

bool
confine_calls_known(void)
{
	return false;
}
#endif
