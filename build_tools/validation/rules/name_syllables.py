"""Syllables of Vietnamese names: which come first, which may follow, which never end one."""

from build_tools.validation.rules.text_units import word_set

# The commonest family names. Alone they prove nothing (Hồ, Đỗ, Cao are words too): a name needs
# syllables that people are given, or a form of address before it.
FAMILY_NAMES = word_set(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Trịnh "
    "Mai Trương Lương Cao Châu Tạ Tống Triệu Thái Quách Lâm Tô Tăng Phùng Đàm Vương Hứa Kiều "
    "Chu Hà Nghiêm Doãn Lưu Đoàn Thạch Kim Nông Lục Bế Giàng Sùng Thào Lò Lường Quàng Cầm "
    "Bạch Khổng Khúc Viên Ninh Mạc Mạch Âu"
)
# Syllables that stand second in a full name; each is common in lists of names.
GIVEN_NAMES = word_set(
    "An Anh Ái Ánh Ân Ba Bá Bách Bạch Bảo Bắc Bằng Bình Bích Bội Ca Cẩm Cảnh Chánh Châu Chi "
    "Chí Chiến Chinh Chính Chung Công Cúc Cung Cường Cương Danh Dân Di Diễm Diên Diệp Diệu "
    "Doanh Du Dũng Duy Duyên Dương Đại Đan Đào Đạo Đạt Đăng Đình Định Đoan Đông Đồng Đức Gia "
    "Giang Giàu Giao Hà Hải Hân Hạnh Hào Hảo Hằng Hậu Hiên Hiền Hiển Hiếu Hiệp Hoa Hòa Hoà "
    "Hoài Hoan Hoàn Hoàng Hồng Huân Huấn Huệ Hùng Huy Huyền Hưng Hương Hường Hữu Kha Khải "
    "Khánh Khang Khoa Khôi Khuê Kiên Kiệt Kiều Kim Kỳ Lam Lan Lành Lâm Lân Lập Lê Lệ Liên "
    "Liễu Linh Loan Long Lộc Lợi Luân Luận Lực Lương Ly Lý Mạnh Mai Mẫn Mẫu Mậu Minh Mộng Mùi "
    "Mỹ Na Nam Nga Ngà Ngân Nghi Nghĩa Nghiêm Ngoan Ngọc Nguyên Nguyệt Nhã Nhàn Nhân Nhất "
    "Nhật Nhi Nhiên Nhung Như Ninh Nương Oanh Pha Phát Phi Phong Phú Phúc Phụng Phước Phương "
    "Phượng Quân Quang Quảng Quế Quốc Quý Quyên Quyền Quyết Quỳnh Sang Sáng Sâm Sen Sinh Sơn "
    "Sương Tài Tâm Tân Tấn Tây Thái Thạch Thành Thanh Thảo Thăng Thắng Thắm Thế Thi Thị Thiên "
    "Thiện Thiết Thịnh Thoa Thọ Thơ Thu Thuận Thục Thúy Thùy Thuỷ Thủy Thư Thương Tiên Tiến "
    "Tín Tình Tính Toàn Toản Trà Trâm Trân Trang Trạng Trí Trinh Trọng Trúc Trung Trường Tú "
    "Tuân Tuấn Tuệ Tùng Tuyên Tuyền Tuyết Tường Tỵ Uyên Vân Văn Vi Viên Việt Vinh Vĩnh Vịnh "
    "Vũ Vượng Vy Xuân Xuyến Ý Yên Yến Mật Bốn Tư Năm Sáu Bảy Tám Chín Út Tèo Tý Hợi Dần Thìn "
    "Sửu"
)
# Fewer of them make a name of two syllables; the rest are as often a place, a crop or an hour.
GIVEN_ALONE = word_set(
    "An Anh Ánh Bảo Bằng Bình Chi Chiến Chung Công Cúc Cường Danh Dung Dũng Duy Duyên Đạt "
    "Đăng Định Đức Hải Hân Hạnh Hào Hằng Hậu Hiền Hiếu Hiệp Hoa Hoàn Hoàng Hồng Huấn Huệ Hùng "
    "Huy Huyền Hưng Hương Hường Khải Khánh Khang Khoa Khôi Kiên Kiệt Lan Lành Lập Lệ Liên "
    "Linh Loan Long Lộc Lợi Luân Mạnh Mẫn Minh Nam Nga Ngân Nghĩa Ngọc Nguyên Nguyệt Nhân "
    "Nhật Nhung Oanh Phát Phong Phúc Phượng Phương Quân Quang Quyên Quyết Quỳnh Sang Sinh Sơn "
    "Tài Tâm Thắng Thảo Thanh Thành Thế Thịnh Thoa Thọ Thu Thủy Thúy Tiến Tín Toàn Trang Trí "
    "Trinh Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh Vui Vượng Xuân Yến"
)
MIDDLE_NAMES = word_set("Văn Thị Đức Đình Hữu")  # whatever follows these is a name
NO_LAST_NAMES = word_set("Niên Tra Hội Đảng Nước Tế Dân Sự Quốc Nhà Xã Tỉnh Khu Bộ Sở")
