//! Whether a file lies on another machine: there the log of a database cannot be shared, and it has to do without.

use std::path::Path;

/// File systems that fetch from elsewhere, as the system calls them.
const FAR: &[&str] = &[
    "9p",
    "afpfs",
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// Whether the system says that `path` is on a network drive; where it says nothing, it is taken not to be.
pub(super) fn is_far(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = std::fs::canonicalize(folder.unwrap_or(Path::new("."))).unwrap_or_default();
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    file_system(&mounts, &folder).is_some_and(|name| FAR.contains(&name))
}

/// The file system of the innermost mount that holds `folder`.
fn file_system<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let rows = mounts.lines().filter_map(|line| {
        let mut columns = line.split(' ').skip(1);
        Some((columns.next()?.replace("\\040", " "), columns.next()?))
    });
    let holding = rows.filter(|(place, _)| folder.starts_with(place));
    holding.max_by_key(|(place, _)| place.len()).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let mounts = "/dev/vda / ext4 rw 0 0\nserver:/home /home/kim nfs4 rw 0 0\n//nas/x /mnt/my\\040disk cifs rw 0 0\n";
        #[rustfmt::skip]
        let cases = [
            ("/etc",              Some("ext4"), "the root holds all"),
            ("/home/kim/notes",   Some("nfs4"), "a home on a server"),
            ("/home/kimchi",      Some("ext4"), "a name that only begins alike"),
            ("/mnt/my disk/x",    Some("cifs"), "a blank is written as a number"),
        ];
        for (folder, expected, why) in cases {
            assert_eq!(file_system(mounts, Path::new(folder)), expected, "{why}");
        }
    }
}
