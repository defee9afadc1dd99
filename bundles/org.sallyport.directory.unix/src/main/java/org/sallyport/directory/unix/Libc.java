package org.sallyport.directory.unix;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/** The functions of the C library that ask the name service switch; those with {@code _r} may be called by many threads. */
interface Libc extends Library {

    int getpwnam_r(String name, Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);

    int getpwuid_r(int uid, Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);

    int getgrgid_r(int gid, Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);

    int getgrouplist(String user, int group, Pointer groups, IntByReference count);

    void setpwent();

    int getpwent_r(Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);

    void endpwent();

    void setgrent();

    int getgrent_r(Pointer entry, Pointer buffer, NativeSize size, PointerByReference result);

    void endgrent();

    int geteuid();
}
