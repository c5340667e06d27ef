// A Go program for InlineGoTest: all of its calls are made at one place, by several threads at once.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
)

var wrong int32

func check(holds bool, what string) {
	if !holds && atomic.AddInt32(&wrong, 1) < 5 {
		fmt.Println("wrong:", what)
	}
}

// Asks a few questions on a stack that grows and shrinks.
func ask(depth int) int {
	var room [64]byte
	if depth > 0 {
		return ask(depth-1) + int(room[depth%64])
	}
	status, err := os.Stat("/etc/passwd")
	check(err == nil && status.Mode().IsRegular(), "stat")
	_, err = os.Lstat("/etc/nothing-there")
	check(os.IsNotExist(err), "stat of nothing")
	link, err := os.Readlink("/proc/self/root")
	check(err == nil && link == "/", "readlink")
	file, err := os.Open("/etc/passwd")
	check(err == nil, "open")
	check(file.Close() == nil, "close")
	check(syscall.Access("/etc/nothing-there", 0) == syscall.ENOENT, "access")
	check(syscall.Close(9999) == syscall.EBADF, "close of nothing")
	return 0
}

func main() {
	runtime.GOMAXPROCS(4)
	var done int32
	asking, disturbing := sync.WaitGroup{}, sync.WaitGroup{}
	ours := make(chan os.Signal, 1)
	signal.Notify(ours, syscall.SIGUSR1)
	for i := 0; i < 4; i++ {
		asking.Add(1)
		go func() {
			defer asking.Done()
			for round := 0; round < 500; round++ {
				ask(round % 40 * 10)
			}
		}()
	}
	disturbing.Add(2)
	// What the runtime sends to threads that are to give way, and a signal that the program takes.
	go func() {
		defer disturbing.Done()
		for atomic.LoadInt32(&done) == 0 {
			syscall.Kill(syscall.Getpid(), syscall.SIGURG)
			syscall.Kill(syscall.Getpid(), syscall.SIGUSR1)
			runtime.Gosched()
		}
	}()
	go func() {
		defer disturbing.Done()
		for atomic.LoadInt32(&done) == 0 {
			runtime.GC()
		}
	}()
	for i := 0; i < 5; i++ {
		said, err := exec.Command("/bin/echo", "said").Output()
		check(err == nil && strings.TrimSpace(string(said)) == "said", "a child")
		_, err = exec.Command("/etc/nothing-there").Output()
		check(err != nil, "a child that cannot be")
	}
	asking.Wait()
	atomic.StoreInt32(&done, 1)
	disturbing.Wait()
	fmt.Println(wrong, "wrong")
}
